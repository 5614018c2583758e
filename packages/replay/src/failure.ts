import type { CaptureLogs } from "@hawkmoth/domain/capture/bundle";
import { isNoise } from "./error-text.ts";
import { isNoiseLine } from "./noise.ts";
import { isApiCall, isFailedRequest } from "./requests.ts";

/** The lists of a capture that analysis reads; both CaptureLogs and Evidence have them. */
export type RecordedLists = Pick<CaptureLogs, "meta" | "console" | "network" | "errors" | "actions">;

/** The moment that most likely is the reported failure. `index` points into the list of its kind. */
export interface Failure {
  kind: "error" | "network" | "console";
  index: number;
  at_ms: number;
}

interface Candidate extends Failure {
  score: number;
}

/** Below this it is noise: a missing picture, a refused icon, what browsers and extensions raise by themselves. */
const MIN_SCORE = 26;

/** How long after a request or a step something still counts as its consequence. */
const CONSEQUENCE_MS = { request: 1500, step: 5000 } as const;

/**
 * Picks the failure that the other views centre on: an uncaught error before a failed call before a logged error,
 * the more so when it follows a failed call or a step of the user. Ties go to the earliest; noise is no failure.
 */
export function findFailure(lists: RecordedLists): Failure | null {
  let best: Candidate | null = null;
  for (const candidate of [...errorCandidates(lists), ...requestCandidates(lists), ...consoleCandidates(lists)]) {
    const isBetter =
      best === null || candidate.score > best.score || (candidate.score === best.score && candidate.at_ms < best.at_ms);
    if (isBetter) best = candidate;
  }
  return best && best.score >= MIN_SCORE ? { kind: best.kind, index: best.index, at_ms: best.at_ms } : null;
}

/** The latest failed call that an event at this time may be the consequence of; null when there is none. */
export function failedCallBefore(lists: RecordedLists, at_ms: number): number | null {
  let found: number | null = null;
  let found_end = -Infinity;
  for (const [index, request] of lists.network.entries()) {
    if (!isApiCall(request) || !isFailedRequest(request)) continue;
    const ended_ms = request.at_ms + (request.duration_ms ?? 0);
    // Clocks of the hooks differ by a few milliseconds: a body may be read just after the page threw.
    const isBefore = request.at_ms <= at_ms && at_ms - ended_ms <= CONSEQUENCE_MS.request;
    if (isBefore && ended_ms > found_end) [found, found_end] = [index, ended_ms];
  }
  return found;
}

function errorCandidates(lists: RecordedLists): Candidate[] {
  return lists.errors.map((error, index) => {
    const base = error.kind === "resource" ? 15 : 100;
    const noise = isNoise(error) ? 95 : 0;
    const cause = error.kind !== "resource" && failedCallBefore(lists, error.at_ms) !== null ? 15 : 0;
    return { kind: "error", index, at_ms: error.at_ms, score: base - noise + cause + stepBonus(lists, error.at_ms) };
  });
}

function requestCandidates(lists: RecordedLists): Candidate[] {
  return lists.network.flatMap((request, index): Candidate[] => {
    if (!isFailedRequest(request)) return [];
    const isClientFault = request.error === null && (request.status ?? 0) < 500;
    const base = isApiCall(request) ? (isClientFault ? 50 : 75) : 10;
    return [{ kind: "network", index, at_ms: request.at_ms, score: base + stepBonus(lists, request.at_ms) }];
  });
}

function consoleCandidates(lists: RecordedLists): Candidate[] {
  return lists.console.flatMap((entry, index): Candidate[] => {
    if ((entry.level !== "error" && entry.level !== "assert") || isNoiseLine(entry)) return [];
    return [{ kind: "console", index, at_ms: entry.at_ms, score: 30 + stepBonus(lists, entry.at_ms) }];
  });
}

function stepBonus(lists: RecordedLists, at_ms: number): number {
  const isCaused = lists.actions.some(
    (action) => action.kind !== "navigate" && action.at_ms <= at_ms && at_ms - action.at_ms <= CONSEQUENCE_MS.step,
  );
  return isCaused ? 10 : 0;
}
