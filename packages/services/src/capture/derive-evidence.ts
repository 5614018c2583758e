import { CaptureReplay, type ReplayEvent } from "@hawkmoth/domain/capture/bundle";
import type { EvidenceCounts } from "@hawkmoth/domain/capture/schema";
import type { FingerprintPart } from "@hawkmoth/domain/duplicate/schema";
import { AppError, invalidInput } from "@hawkmoth/domain/errors";
import type { Evidence } from "@hawkmoth/domain/evidence/schema";
import { countEvidence } from "@hawkmoth/replay/count-evidence";
import { buildDigest } from "@hawkmoth/replay/digest";
import { fingerprintEvidence } from "@hawkmoth/replay/fingerprint";
import { parseLogs } from "@hawkmoth/replay/parse-logs";
import { sanitiseReplay } from "@hawkmoth/replay/sanitise-replay";
import { scrubLogs } from "@hawkmoth/replay/scrub-logs";
import { buildTimeline } from "@hawkmoth/replay/timeline";

/** rrweb's numbers for the two events a replay begins with. */
const META = 4;
const FULL_SNAPSHOT = 2;
/** Characters of errors and addresses that search looks at. */
const MAX_SEARCH_TEXT = 8000;

/** What the worker makes of a capture. */
export interface Derived {
  evidence: Evidence | null;
  events: ReplayEvent[] | null;
  counts: EvidenceCounts | null;
  duration_ms: number | null;
  search_text: string;
  /** What of it can be the same in another capture. */
  fingerprint: FingerprintPart[];
}

/**
 * Judges and cleans what was captured and derives what people and agents read. Either part may be missing.
 * @throws INVALID_INPUT when a part is not what its format says.
 */
export function deriveEvidence(parts: { logs: unknown; replay: unknown }): Derived {
  const events = parts.replay === undefined ? null : cleanEvents(parts.replay);
  if (parts.logs === undefined) {
    const duration_ms = events && spanOf(events);
    return { evidence: null, events, counts: null, duration_ms, search_text: "", fingerprint: [] };
  }
  const logs = scrubLogs(parseLogs(parts.logs));
  const evidence: Evidence = { ...logs, timeline: buildTimeline(logs), digest: buildDigest(logs) };
  return {
    evidence,
    events,
    counts: countEvidence(logs, events?.length ?? 0),
    duration_ms: logs.meta.duration_ms,
    search_text: searchText(evidence),
    fingerprint: fingerprintEvidence(evidence),
  };
}

function cleanEvents(json: unknown): ReplayEvent[] {
  const parsed = CaptureReplay.safeParse(json);
  if (!parsed.success) throw invalidInput(parsed.error);
  const { events } = sanitiseReplay(parsed.data.events);
  // Players need the size of the page and a whole picture before any change to it.
  const start = events.findIndex((event) => event.type === META);
  const playable = start < 0 ? [] : events.slice(start);
  if (!playable.some((event) => event.type === FULL_SNAPSHOT))
    throw new AppError("INVALID_INPUT", { message: "The replay holds no full picture of the page." });
  return playable;
}

function spanOf(events: readonly ReplayEvent[]): number {
  return (events.at(-1)?.timestamp ?? 0) - (events[0]?.timestamp ?? 0);
}

function searchText(evidence: Evidence): string {
  const failing = evidence.network.filter((request) => request.error !== null || (request.status ?? 0) >= 400);
  const texts = [
    evidence.meta.url,
    evidence.meta.title,
    ...evidence.errors.map((error) => error.message),
    ...failing.map((request) => `${request.method} ${request.url} ${request.status ?? ""}`),
    ...evidence.console.filter((entry) => entry.level === "error").map((entry) => entry.text),
  ];
  return [...new Set(texts)].join("\n").slice(0, MAX_SEARCH_TEXT);
}
