import type { TimelineEntry } from "@hawkmoth/domain/evidence/schema";

/** The stretch of time that is drawn, in ms since capture start. */
export interface TimeRange {
  start_ms: number;
  end_ms: number;
}

export interface LaneTick {
  at_ms: number;
  /** 0 to 100, from the left edge of the lane. */
  left: number;
  level: TimelineEntry["level"];
  text: string;
  /** How many entries stand here. */
  count: number;
}

export interface Lane {
  id: "steps" | "console" | "network" | "errors";
  label: string;
  ticks: LaneTick[];
}

const LANES: readonly { id: Lane["id"]; label: string; kinds: readonly TimelineEntry["kind"][] }[] = [
  { id: "steps", label: "Steps", kinds: ["action", "navigation"] },
  { id: "console", label: "Console", kinds: ["console"] },
  { id: "network", label: "Network", kinds: ["network"] },
  { id: "errors", label: "Errors", kinds: ["error"] },
];
const LEVELS: readonly TimelineEntry["level"][] = ["info", "warn", "error"];
/** Ticks nearer than this share of the width would cover each other. */
const MERGE_BELOW = 0.7;

/** Places every entry of the timeline on its lane; ticks that would overlap become one that counts them. */
export function layOutLanes(timeline: readonly TimelineEntry[], range: TimeRange): Lane[] {
  const lanes = LANES.map(({ id, label, kinds }) => ({
    id,
    label,
    ticks: mergeTicks(timeline.filter((entry) => kinds.includes(entry.kind)).map((entry) => tickOf(entry, range))),
  }));
  return lanes.filter((lane) => lane.ticks.length > 0);
}

/** Where a time stands in the range, 0 to 100. */
export function percentAt(at_ms: number, { start_ms, end_ms }: TimeRange): number {
  if (end_ms <= start_ms) return 0;
  return Math.min(100, Math.max(0, ((at_ms - start_ms) / (end_ms - start_ms)) * 100));
}

/** The time that a place in the lanes stands for: that of a tick close by, else of the place itself. */
export function timeAtPercent(percent: number, ticks: readonly LaneTick[], range: TimeRange): number {
  const nearest = ticks.toSorted((a, b) => Math.abs(a.left - percent) - Math.abs(b.left - percent))[0];
  if (nearest && Math.abs(nearest.left - percent) <= MERGE_BELOW) return nearest.at_ms;
  return range.start_ms + (percent / 100) * (range.end_ms - range.start_ms);
}

function tickOf(entry: TimelineEntry, range: TimeRange): LaneTick {
  return { at_ms: entry.at_ms, left: percentAt(entry.at_ms, range), level: entry.level, text: entry.text, count: 1 };
}

function mergeTicks(ticks: readonly LaneTick[]): LaneTick[] {
  const merged: LaneTick[] = [];
  for (const tick of ticks.toSorted((a, b) => a.at_ms - b.at_ms)) {
    const last = merged.at(-1);
    if (!last || tick.left - last.left >= MERGE_BELOW) {
      merged.push(tick);
      continue;
    }
    const isWorse = LEVELS.indexOf(tick.level) > LEVELS.indexOf(last.level);
    const shown = isWorse ? tick : last;
    merged[merged.length - 1] = { ...last, level: shown.level, text: shown.text, count: last.count + 1 };
  }
  return merged;
}
