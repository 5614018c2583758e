import type { Evidence } from "@hawkmoth/domain/evidence/schema";
import { isNoise } from "./error-text.ts";
import { failedCallBefore, findFailure } from "./failure.ts";
import { oneLine, seconds, shortUrl } from "./plain-text.ts";
import { isFailedRequest } from "./requests.ts";
import { frameText, framesOf, isForeignFrame } from "./stack-frames.ts";
import { describeStep, mergeSteps } from "./steps.ts";

const MAX_FRAMES = 4;

/** Places to look at first, most likely first: frames of own code, the failed endpoint, the step that set it off. */
export function suspectsOf(evidence: Evidence): string[] {
  const page_url = evidence.meta.url;
  const failure = findFailure(evidence);
  const suspects: string[] = [];
  const error =
    failure?.kind === "error" ? evidence.errors[failure.index] : evidence.errors.find((each) => !isNoise(each));
  if (error) {
    const own = framesOf(error).filter((frame) => !isForeignFrame(frame));
    for (const frame of own.slice(0, MAX_FRAMES)) suspects.push(`Code: ${frameText(frame, page_url)}`);
  }
  const cause = failure ? failedCallBefore(evidence, failure.at_ms) : null;
  const request =
    failure?.kind === "network"
      ? evidence.network[failure.index]
      : cause === null
        ? undefined
        : evidence.network[cause];
  if (request && isFailedRequest(request)) {
    const path = shortUrl(request.url, page_url).replace(/\?.*$/, "");
    suspects.push(`Server: the handler of ${oneLine(request.method, 20)} ${path}`);
    if (error) suspects.push(`Client: what the caller does when ${oneLine(request.method, 20)} ${path} fails`);
  }
  const trigger = failure && mergeSteps(evidence.actions).findLast((step) => step.at_ms <= failure.at_ms);
  if (trigger) suspects.push(`Trigger: ${seconds(trigger.at_ms)} ${describeStep(trigger, page_url)}`);
  return suspects;
}
