"use client";
import type { TimelineEntry } from "@hawkmoth/domain/evidence/schema";
import { cn } from "@hawkmoth/ui/cn";
import { type MouseEvent, useMemo } from "react";
import { formatClock } from "./clock.ts";
import { type Lane, type LaneTick, layOutLanes, percentAt, timeAtPercent } from "./lanes.ts";
import { usePlayer, usePlayerValue } from "./player-context.tsx";

const STEP_MS = 1000;

/** The scrubber with one lane below it for each kind of thing that happened. */
export function PlayerLanes({ timeline }: { timeline: readonly TimelineEntry[] }) {
  const player = usePlayer();
  const start_ms = usePlayerValue((state) => state.start_ms);
  const end_ms = usePlayerValue((state) => state.end_ms);
  const range = useMemo(() => ({ start_ms, end_ms }), [start_ms, end_ms]);
  const lanes = useMemo(() => layOutLanes(timeline, range), [timeline, range]);
  return (
    <div className="px-3 pb-2">
      <div className="grid grid-cols-[56px_1fr] items-center gap-x-2">
        <span aria-hidden />
        <Scrubber />
      </div>
      <div className="relative mt-1">
        {lanes.map((lane) => (
          <LaneRow
            key={lane.id}
            lane={lane}
            onSeek={(percent) => player.seek(timeAtPercent(percent, lane.ticks, range))}
            start_ms={start_ms}
          />
        ))}
        <Playhead />
      </div>
    </div>
  );
}

function Scrubber() {
  const player = usePlayer();
  const start_ms = usePlayerValue((state) => state.start_ms);
  const end_ms = usePlayerValue((state) => state.end_ms);
  const at_ms = usePlayerValue((state) => state.at_ms);
  const percent = percentAt(at_ms, { start_ms, end_ms });
  return (
    <input
      type="range"
      aria-label="Time in the replay"
      aria-valuetext={`${formatClock(at_ms - start_ms)} of ${formatClock(end_ms - start_ms)}`}
      data-testid="replay-scrubber"
      min={start_ms}
      max={end_ms}
      step="any"
      value={at_ms}
      onChange={(event) => player.seek(event.target.valueAsNumber)}
      onKeyDown={(event) => {
        const step = { ArrowLeft: -STEP_MS, ArrowRight: STEP_MS }[event.key];
        if (step === undefined) return;
        event.preventDefault();
        player.seek(player.get().at_ms + step);
      }}
      style={{
        background: `linear-gradient(to right, var(--hm-accent) ${percent}%, var(--hm-line-strong) ${percent}%) center / 100% 4px no-repeat`,
      }}
      className="-my-1.5 h-6 w-full cursor-pointer appearance-none rounded-sm [&::-moz-range-thumb]:size-3 [&::-moz-range-thumb]:rounded-full [&::-moz-range-thumb]:border-0 [&::-moz-range-thumb]:bg-accent [&::-webkit-slider-thumb]:size-3 [&::-webkit-slider-thumb]:appearance-none [&::-webkit-slider-thumb]:rounded-full [&::-webkit-slider-thumb]:bg-accent"
    />
  );
}

function Playhead() {
  const percent = usePlayerValue((state) => Math.round(percentAt(state.at_ms, state) * 10) / 10);
  return (
    <div aria-hidden className="pointer-events-none absolute inset-y-0 right-1.5 left-[70px]">
      <div className="absolute inset-y-0 w-px bg-accent" style={{ left: `${percent}%` }} />
    </div>
  );
}

interface LaneRowProps {
  lane: Lane;
  start_ms: number;
  onSeek: (percent: number) => void;
}

/** Marks for the eye and the mouse; with the keyboard the same rows stand in the panels. */
function LaneRow({ lane, start_ms, onSeek }: LaneRowProps) {
  const seek = (event: MouseEvent<HTMLButtonElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    onSeek(((event.clientX - box.left) / box.width) * 100);
  };
  return (
    <div aria-hidden className="grid grid-cols-[56px_1fr] items-center gap-x-2">
      <span className="text-2xs text-faint">{lane.label}</span>
      <div className="border-t border-line px-1.5">
        <button
          type="button"
          tabIndex={-1}
          className="relative block h-5 w-full cursor-pointer"
          onClick={seek}
          data-lane={lane.id}
        >
          {lane.ticks.map((tick) => (
            <Tick key={tick.at_ms} tick={tick} start_ms={start_ms} isStep={lane.id === "steps"} />
          ))}
        </button>
      </div>
    </div>
  );
}

function Tick({ tick, start_ms, isStep }: { tick: LaneTick; start_ms: number; isStep: boolean }) {
  const more = tick.count > 1 ? ` (and ${(tick.count - 1).toString()} more)` : "";
  return (
    <span
      title={`${formatClock(tick.at_ms - start_ms)} ${tick.text}${more}`}
      style={{ left: `${tick.left}%` }}
      className={cn(
        "absolute top-1/2 -translate-x-1/2 -translate-y-1/2",
        isStep ? "size-1.5 rounded-full" : "h-2.5 w-[3px] rounded-[1px]",
        tick.level === "error" && "h-3 bg-fail",
        tick.level === "warn" && "bg-wait",
        tick.level === "info" && (isStep ? "bg-ink" : "bg-control-line"),
      )}
    />
  );
}
