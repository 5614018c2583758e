import type { ErrorEntry } from "@hawkmoth/domain/capture/bundle";
import type { FingerprintPart } from "@hawkmoth/domain/duplicate/schema";
import { errorText, isNoise } from "./error-text.ts";
import { failedCallBefore, findFailure, type Failure, type RecordedLists } from "./failure.ts";
import { fileTemplate, MAX_NORMALISED, normaliseMessage, pathTemplate } from "./normalise.ts";
import { oneLine } from "./plain-text.ts";
import { isApiCall, isFailedRequest, outcomeOf } from "./requests.ts";
import { framesOf, isForeignFrame, stackFrames } from "./stack-frames.ts";
import { describeTarget, mergeSteps } from "./steps.ts";

/** Frames that tell where an error came from; deeper ones differ with what called it. */
const TOP_FRAMES = 3;
/** Errors and requests of one capture that are compared. */
const MAX_PER_LAYER = 3;

/** Errors that say nothing about their cause: many unrelated bugs have them. */
const GENERIC =
  /^(?:Error|TypeError: Failed to fetch|TypeError: Load failed|TypeError: NetworkError when .*|Unknown error)$/;

/**
 * What of a capture can be the same in another one: its failure and the errors before it, with and without their top
 * frames; the failing calls that matter; the element of the last step before the failure; the page.
 */
export function fingerprintEvidence(lists: RecordedLists): FingerprintPart[] {
  const failure = findFailure(lists);
  const errors = lists.errors.filter((error) => error.kind !== "resource" && !isNoise(error)).slice(0, MAX_PER_LAYER);
  return distinct([
    ...errors.flatMap((error) => errorParts(errorText(error), framesTextOf(error))),
    ...loggedError(lists, failure),
    ...requestParts(lists, failure),
    ...targetPart(lists, failure),
    ...routePart(lists.meta.url),
  ]);
}

/**
 * The same out of what a person or a program wrote: error lines, a stack trace, lines such as `POST /api/cart -> 500`,
 * and the page's address.
 */
export function fingerprintText(texts: readonly string[], page_url: string | null): FingerprintPart[] {
  const text = texts.join("\n").slice(0, 20_000);
  const frames = framesText(
    stackFrames(
      matches(text, FRAME_LINE, 50)
        .map(([line]) => line)
        .join("\n"),
    ).filter((frame) => !isForeignFrame(frame)),
  );
  const errors = matches(text, ERROR_LINE).map(([line]) => line.replace(/[\s`*_.,;!]+$/, ""));
  const requests = matches(text, REQUEST_LINE).flatMap(([, method = "", url = "", status = ""]) => {
    const path = pathTemplate(url);
    return path === null ? [] : [requestPart(method, path, status)];
  });
  return distinct([
    ...errors.flatMap((line, index) => errorParts(line, index === 0 ? frames : null)),
    ...requests,
    ...(page_url === null ? [] : routePart(page_url)),
  ]);
}

const ERROR_LINE = /\b(?:[A-Z]\w{0,60})?(?:Error|Exception): [^\n]{3,300}/g;
/** A line of a stack as V8 (`at f (file:1:2)`) and others (`f@file:1:2`) write it. */
const FRAME_LINE = /^[ \t]*(?:at [^\n]{1,500}|[^\s@]{0,100}@[^\s]{1,500}):\d+:\d+\)?[ \t]*$/gm;
const REQUEST_LINE =
  /\b(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)\s+((?:https?:\/\/|\/)[^\s,;)]{1,500})[^\n\d]{0,40}?\b([45]\d{2})\b/g;

function matches(text: string, pattern: RegExp, max_count = MAX_PER_LAYER): RegExpExecArray[] {
  return [...text.matchAll(pattern)].slice(0, max_count);
}

function errorParts(error: string, frames: string | null): FingerprintPart[] {
  const message = normaliseMessage(error.split("\n")[0] ?? "");
  if (message === "" || GENERIC.test(message)) return [];
  const part: FingerprintPart = { layer: "ERROR", text: message };
  return frames === null
    ? [part]
    : [{ layer: "STACK", text: oneLine(`${message} at ${frames}`, 2 * MAX_NORMALISED) }, part];
}

function framesTextOf(error: ErrorEntry): string | null {
  return framesText(framesOf(error).filter((frame) => !isForeignFrame(frame)));
}

/** Lines and columns are left out: any change above them would move them. */
function framesText(frames: ReturnType<typeof framesOf>): string | null {
  const top = frames
    .slice(0, TOP_FRAMES)
    .map((frame) => `${frame.function_name?.replace(/^async /, "") ?? "?"} (${fileTemplate(frame.file)})`);
  return top.length === 0 ? null : top.join(" < ");
}

function loggedError(lists: RecordedLists, failure: Failure | null): FingerprintPart[] {
  if (failure?.kind !== "console") return [];
  return errorParts(lists.console[failure.index]?.text ?? "", null);
}

/** Calls that failed on the server, and the one that is or led to the failure whatever its status. */
function requestParts(lists: RecordedLists, failure: Failure | null): FingerprintPart[] {
  const cause =
    failure === null ? null : failure.kind === "network" ? failure.index : failedCallBefore(lists, failure.at_ms);
  return lists.network
    .filter(
      (request, index) =>
        index === cause || (isApiCall(request) && isFailedRequest(request) && isServerFault(request.status)),
    )
    .slice(0, MAX_PER_LAYER)
    .flatMap((request) => {
      const path = pathTemplate(request.url);
      return path === null ? [] : [requestPart(request.method, path, outcomeOf(request).replace(/ \(.*/s, ""))];
    });
}

function isServerFault(status: number | null): boolean {
  return status === null || status === 0 || status >= 500;
}

function requestPart(method: string, path: string, outcome: string): FingerprintPart {
  return { layer: "REQUEST", text: oneLine(`${method.toUpperCase()} ${path} -> ${outcome}`, MAX_NORMALISED) };
}

function targetPart(lists: RecordedLists, failure: Failure | null): FingerprintPart[] {
  if (failure === null) return [];
  const step = mergeSteps(lists.actions).findLast(
    ({ action }) => action.target !== null && action.at_ms <= failure.at_ms,
  );
  if (!step?.action.target) return [];
  const path = pathTemplate(step.action.url) ?? "/";
  const target = describeTarget({ ...step.action.target, index: 0, count: 1 }).replaceAll(/\d+/g, "<n>");
  return [{ layer: "TARGET", text: oneLine(`${step.action.kind} ${target} on ${path}`, MAX_NORMALISED) }];
}

function routePart(url: string): FingerprintPart[] {
  const text = pathTemplate(url);
  return text === null ? [] : [{ layer: "ROUTE", text }];
}

function distinct(parts: FingerprintPart[]): FingerprintPart[] {
  return [...new Map(parts.map((part) => [`${part.layer} ${part.text}`, part])).values()];
}
