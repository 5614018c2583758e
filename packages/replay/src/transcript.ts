import type { Evidence } from "@hawkmoth/domain/evidence/schema";
import { errorTitle, isNoise } from "./error-text.ts";
import { findFailure, type RecordedLists } from "./failure.ts";
import { isNoiseLine } from "./noise.ts";
import { oneLine, quote, seconds } from "./plain-text.ts";
import { isApiCall, isFailedRequest, requestLine } from "./requests.ts";
import { locationOf } from "./stack-frames.ts";
import { describeStep, mergeRepeats, mergeSteps } from "./steps.ts";
import { fitLines, type TranscriptLine } from "./transcript-lines.ts";

/** UTF-8 bytes a transcript never exceeds. */
export const TRANSCRIPT_BYTES = { summary: 4096, detailed: 16_384 } as const;

/** Which part of a session to tell, and how closely. Times are replay milliseconds, both ends included. */
export interface TranscriptOptions {
  verbosity?: "summary" | "detailed" | undefined;
  from_ms?: number | undefined;
  to_ms?: number | undefined;
}

/**
 * Tells a session in lines of text, in order: steps, failing requests, errors and logged errors; detailed adds every
 * request, all console lines and the places in the code. What doesn't fit is left out farthest from the failure first,
 * and `truncated` says so. Captured text is quoted or on its own line, stripped of invisible characters.
 */
export function buildTranscript(
  evidence: Pick<Evidence, keyof RecordedLists>,
  options: TranscriptOptions = {},
): { text: string; truncated: boolean } {
  const isDetailed = options.verbosity === "detailed";
  const from_ms = options.from_ms ?? -Infinity;
  const to_ms = options.to_ms ?? Infinity;
  const lines = [
    ...stepLines(evidence),
    ...requestLines(evidence, isDetailed),
    ...consoleLines(evidence, isDetailed),
    ...errorLines(evidence, isDetailed),
  ]
    .filter((line) => line.at_ms >= from_ms && line.at_ms <= to_ms)
    .sort((left, right) => left.at_ms - right.at_ms);
  const header = headerOf(evidence);
  const max_bytes = TRANSCRIPT_BYTES[isDetailed ? "detailed" : "summary"];
  const focus_ms = findFailure(evidence)?.at_ms ?? evidence.meta.duration_ms;
  const fitted = fitLines(lines, { focus_ms, max_bytes: max_bytes - byteLength(header) - 1 });
  const isWhole = options.from_ms === undefined && options.to_ms === undefined;
  const nothing = isWhole ? "It shows no steps, requests or errors." : "Nothing was recorded in this part.";
  const body = fitted.text === "" ? nothing : fitted.text;
  return { text: `${header}\n${body}`, truncated: fitted.truncated };
}

/** Length in UTF-8. */
export function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}

function headerOf(evidence: Pick<Evidence, "meta">): string {
  const { meta } = evidence;
  const size = `${Math.round(meta.viewport.width)}x${Math.round(meta.viewport.height)}`;
  // A replay that came without logs knows nothing of the browser, and its silence about errors says nothing.
  const missing = meta.user_agent === "" ? "; console and requests were not" : "";
  const title = meta.title === "" ? "" : ` ${quote(meta.title, 100)}`;
  return `Page ${oneLine(meta.url, 300)}${title}, ${size}, ${(meta.duration_ms / 1000).toFixed(1)} s recorded${missing}`;
}

function stepLines(evidence: RecordedLists): TranscriptLine[] {
  return mergeRepeats(mergeSteps(evidence.actions)).map((step) => ({
    at_ms: step.at_ms,
    weight: 0,
    text: `${seconds(step.at_ms)} ${describeStep(step, evidence.meta.url)}`,
  }));
}

function requestLines(evidence: RecordedLists, isDetailed: boolean): TranscriptLine[] {
  return evidence.network.flatMap((request): TranscriptLine[] => {
    const isFailed = isFailedRequest(request);
    if (!isFailed && !isDetailed) return [];
    const duration = request.duration_ms === null ? "" : ` (${Math.round(request.duration_ms)} ms)`;
    const answer = isFailed && isDetailed ? request.response_body?.text : null;
    const body = answer ? ` body ${quote(answer, 200)}` : "";
    const text = `${seconds(request.at_ms)}   ${requestLine(request, evidence.meta.url)}${duration}${body}`;
    const weight = isApiCall(request) ? (isFailed ? 0 : 2) : isFailed ? 1 : 4;
    return [{ at_ms: request.at_ms, weight, text }];
  });
}

function consoleLines(evidence: RecordedLists, isDetailed: boolean): TranscriptLine[] {
  const counts = new Map<string, TranscriptLine & { times: number; bare: string }>();
  for (const entry of evidence.console) {
    const isError = (entry.level === "error" || entry.level === "assert") && !isNoiseLine(entry);
    if (!isError && !isDetailed) continue;
    const bare = `console.${entry.level} ${quote(entry.text, isDetailed ? 300 : 160)}`;
    const known = counts.get(bare);
    if (known) known.times += 1;
    else {
      const weight = isError ? 1 : entry.level === "warn" ? 2 : 3;
      counts.set(bare, { at_ms: entry.at_ms, weight, text: "", times: 1, bare });
    }
  }
  return [...counts.values()].map(({ at_ms, weight, times, bare }) => ({
    at_ms,
    weight,
    text: `${seconds(at_ms)}   ${bare}${times > 1 ? ` (${times} times)` : ""}`,
  }));
}

function errorLines(evidence: RecordedLists, isDetailed: boolean): TranscriptLine[] {
  const errors = evidence.errors.filter((error) => isDetailed || error.kind !== "resource" || !isNoise(error));
  return errors.map((error) => {
    const place = isDetailed && error.kind !== "resource" ? locationOf(error, evidence.meta.url) : null;
    const text = `${seconds(error.at_ms)}   ${errorTitle(error, evidence.meta.url)}`;
    const weight = error.kind === "resource" || isNoise(error) ? 1 : 0;
    return { at_ms: error.at_ms, weight, text: place ? `${text} at ${place}` : text };
  });
}
