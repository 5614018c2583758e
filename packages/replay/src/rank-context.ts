import type { BugContext, ContextSection, Evidence, GetContextInput } from "@hawkmoth/domain/evidence/schema";
import { decodeCursor, encodeCursor } from "@hawkmoth/domain/pagination";
import { contextRows, type ContextRow, type RowSection } from "./context-rows.ts";
import { findFailure } from "./failure.ts";
import { oneLine } from "./plain-text.ts";
import { estimateTokens } from "./tokens.ts";

/** The answer of `evidence.context` without the bug it belongs to. */
export type RankedContext = Omit<BugContext, "bug_id" | "key">;
/** What to look at; a cursor overrules all of it but `max_tokens`. */
export type ContextOptions = Omit<GetContextInput, "bug_id">;

const ALL: readonly ContextSection[] = ["console", "network", "page", "system", "timeline"];
/** The steps stand in the transcript, and what else the timeline holds in the other sections. */
const DEFAULT = ALL.filter((section) => section !== "timeline");
/** Tokens kept back for the frame of the answer: ids, keys, counts, cursor. */
const FRAME_TOKENS = 160;

interface Place {
  offset: number;
  level: GetContextInput["level"];
  focus_ms: number | null;
  sections: ReadonlySet<ContextSection>;
}

/**
 * Picks the evidence closest to the failure within a token budget: console lines with equal text counted once,
 * requests without bodies. Rows of a section stand closest first, the timeline in order; what is left out is counted,
 * and the cursor continues with it. The timeline, which repeats rows of the others, comes only when it is asked for.
 * @throws INVALID_INPUT when the cursor was not made here.
 */
export function rankContext(evidence: Evidence, options: ContextOptions): RankedContext {
  const place = options.cursor === undefined ? startOf(evidence, options) : placeOf(options.cursor);
  const rows = contextRows(evidence, place);
  const answer: RankedContext = { focus_ms: place.focus_ms, omitted: {}, next_cursor: null };
  let free = options.max_tokens - FRAME_TOKENS;
  if (place.offset === 0) free -= addFrame(answer, evidence, place.sections);
  let end = place.offset;
  for (const row of rows.slice(place.offset)) {
    const tokens = estimateTokens(JSON.stringify(row.value)) + 2;
    if (tokens > free && end > place.offset) break;
    free -= tokens;
    end += 1;
    addRow(answer, row);
  }
  answer.timeline?.sort((left, right) => left.at_ms - right.at_ms);
  answer.omitted = countBySection(rows.slice(end));
  if (end < rows.length) answer.next_cursor = cursorOf({ ...place, offset: end });
  return answer;
}

function startOf(evidence: Evidence, options: ContextOptions): Place {
  const focus_ms = options.around_ms ?? findFailure(evidence)?.at_ms ?? null;
  return { offset: 0, level: options.level, focus_ms, sections: new Set(options.include ?? DEFAULT) };
}

function cursorOf(place: Place): string {
  return encodeCursor([place.offset, place.level, place.focus_ms, [...place.sections].join("+")]);
}

function placeOf(cursor: string): Place {
  const [offset, level, focus_ms, sections] = decodeCursor(cursor, 4);
  return {
    offset: Math.max(0, Math.floor(Number(offset) || 0)),
    level: level === "all" || level === "warn" ? level : "error",
    focus_ms: typeof focus_ms === "number" ? focus_ms : null,
    sections: new Set(ALL.filter((section) => String(sections).split("+").includes(section))),
  };
}

function addFrame(answer: RankedContext, evidence: Evidence, sections: ReadonlySet<ContextSection>): number {
  const { meta } = evidence;
  if (sections.has("page"))
    answer.page = {
      url: oneLine(meta.url, 500),
      title: oneLine(meta.title, 200),
      ...(meta.referrer === "" ? {} : { referrer: oneLine(meta.referrer, 300) }),
      duration_ms: meta.duration_ms,
      viewport: meta.viewport,
    };
  // A recording that came without logs knows nothing of the browser.
  if (sections.has("system") && meta.user_agent !== "")
    answer.system = {
      user_agent: oneLine(meta.user_agent, 300),
      language: oneLine(meta.language, 50),
      time_zone: oneLine(meta.time_zone, 60),
      platform: oneLine(meta.platform, 60),
      device_pixel_ratio: meta.device_pixel_ratio,
      online: meta.online,
      ...(meta.app_version === null ? {} : { app_version: oneLine(meta.app_version, 100) }),
      ...(meta.environment === null ? {} : { environment: oneLine(meta.environment, 100) }),
    };
  return estimateTokens(JSON.stringify([answer.page, answer.system]));
}

function addRow(answer: RankedContext, row: ContextRow): void {
  switch (row.section) {
    case "errors":
      (answer.errors ??= []).push(row.value);
      return;
    case "console":
      (answer.console ??= []).push(row.value);
      return;
    case "network":
      (answer.network ??= []).push(row.value);
      return;
    case "timeline":
      (answer.timeline ??= []).push(row.value);
      return;
  }
}

function countBySection(rows: readonly ContextRow[]): Record<string, number> {
  const counts: Partial<Record<RowSection, number>> = {};
  for (const row of rows) counts[row.section] = (counts[row.section] ?? 0) + 1;
  return counts;
}
