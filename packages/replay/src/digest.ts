import type { EvidenceDigest } from "@hawkmoth/domain/bug/schema";
import { errorLine, isNoise } from "./error-text.ts";
import { failedCallBefore, findFailure, type Failure, type RecordedLists } from "./failure.ts";
import { oneLine, shortUrl } from "./plain-text.ts";
import { isApiCall, isFailedRequest, requestLine } from "./requests.ts";
import { locationOf } from "./stack-frames.ts";
import { describeStep, mergeRepeats, mergeSteps } from "./steps.ts";

const MAX_REQUESTS = 5;
const MAX_STEPS = 5;

/** The symptom in one line, the first error, the failing requests and the last steps before the failure. */
export function buildDigest(lists: RecordedLists): EvidenceDigest {
  const failure = findFailure(lists);
  return {
    headline: failure && headlineOf(lists, failure),
    first_error: firstError(lists),
    failing_requests: failingRequests(lists, failure),
    last_steps: lastSteps(lists, failure),
  };
}

function headlineOf(lists: RecordedLists, failure: Failure): string | null {
  const page_url = lists.meta.url;
  if (failure.kind === "network") {
    const request = lists.network[failure.index];
    return request ? requestLine(request, page_url, 160) : null;
  }
  if (failure.kind === "console") {
    const entry = lists.console[failure.index];
    return entry ? `console.error: ${oneLine(entry.text, 200)}` : null;
  }
  const error = lists.errors[failure.index];
  if (!error) return null;
  const cause = failedCallBefore(lists, error.at_ms);
  const request = cause === null ? undefined : lists.network[cause];
  const text = errorLine(error, 200);
  return request ? `${text} after ${requestLine(request, page_url, 120)}` : text;
}

function firstError(lists: RecordedLists): EvidenceDigest["first_error"] {
  const byTime = [...lists.errors].sort((left, right) => left.at_ms - right.at_ms);
  const error = byTime.find((each) => each.kind !== "resource" && !isNoise(each));
  if (!error) return null;
  return { at_ms: error.at_ms, message: errorLine(error, 500), location: locationOf(error, lists.meta.url) };
}

function failingRequests(lists: RecordedLists, failure: Failure | null): EvidenceDigest["failing_requests"] {
  const focus_ms = failure?.at_ms ?? lists.meta.duration_ms;
  return lists.network
    .filter((request) => isFailedRequest(request))
    .sort((left, right) => {
      const byKind = Number(isApiCall(right)) - Number(isApiCall(left));
      return byKind || Math.abs(left.at_ms - focus_ms) - Math.abs(right.at_ms - focus_ms);
    })
    .slice(0, MAX_REQUESTS)
    .map((request) => ({
      id: oneLine(request.id, 40),
      at_ms: request.at_ms,
      method: oneLine(request.method, 20),
      url: shortUrl(request.url, lists.meta.url, 300),
      status: request.status,
      error: request.error === null ? null : oneLine(request.error, 200),
    }));
}

function lastSteps(lists: RecordedLists, failure: Failure | null): EvidenceDigest["last_steps"] {
  const steps = mergeSteps(lists.actions);
  const before = failure ? steps.filter((step) => step.at_ms <= failure.at_ms) : steps;
  return mergeRepeats(before.length > 0 ? before : steps)
    .slice(-MAX_STEPS)
    .map((step) => ({ at_ms: step.at_ms, text: describeStep(step, lists.meta.url) }));
}
