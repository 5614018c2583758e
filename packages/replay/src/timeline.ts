import type { ConsoleEntry, NetworkEntry } from "@hawkmoth/domain/capture/bundle";
import type { TimelineEntry } from "@hawkmoth/domain/evidence/schema";
import { errorTitle, isNoise } from "./error-text.ts";
import type { RecordedLists } from "./failure.ts";
import { oneLine } from "./plain-text.ts";
import { isFailedRequest, requestLine } from "./requests.ts";
import { describeStep, mergeSteps } from "./steps.ts";

const TEXT_LENGTH = 300;

/** Merges steps, navigations, console lines, requests and errors by time; equal times keep cause before effect. */
export function buildTimeline(lists: RecordedLists): TimelineEntry[] {
  const page_url = lists.meta.url;
  const steps = mergeSteps(lists.actions).map((step): TimelineEntry => ({
    at_ms: step.at_ms,
    kind: step.action.kind === "navigate" ? "navigation" : "action",
    level: "info",
    text: describeStep(step, page_url),
    ref: step.index,
  }));
  const requests = lists.network.map((request, ref): TimelineEntry => {
    const duration = request.duration_ms === null ? "" : ` (${Math.round(request.duration_ms)} ms)`;
    const text = requestLine(request, page_url) + duration;
    return { at_ms: request.at_ms, kind: "network", level: requestLevel(request), text, ref };
  });
  const lines = lists.console.map((entry, ref): TimelineEntry => ({
    at_ms: entry.at_ms,
    kind: "console",
    level: consoleLevel(entry),
    text: `console.${entry.level} ${oneLine(entry.text, TEXT_LENGTH)}`,
    ref,
  }));
  const errors = lists.errors.map((error, ref): TimelineEntry => ({
    at_ms: error.at_ms,
    kind: "error",
    level: error.kind === "resource" || isNoise(error) ? "warn" : "error",
    text: errorTitle(error, page_url, TEXT_LENGTH),
    ref,
  }));
  // The sort is stable, so that this order decides between equal times.
  return [...steps, ...requests, ...lines, ...errors].sort((left, right) => left.at_ms - right.at_ms);
}

/** How a request is coloured: failed on the server or on the way is an error, 4xx a warning. */
export function requestLevel(request: NetworkEntry): TimelineEntry["level"] {
  if (!isFailedRequest(request)) return "info";
  return request.error !== null || (request.status ?? 0) >= 500 ? "error" : "warn";
}

/** The three levels of the timeline out of the console's seven. */
export function consoleLevel(entry: ConsoleEntry): TimelineEntry["level"] {
  if (entry.level === "error" || entry.level === "assert") return "error";
  return entry.level === "warn" ? "warn" : "info";
}
