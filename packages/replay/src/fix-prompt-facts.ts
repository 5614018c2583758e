import type { Bug } from "@hawkmoth/domain/bug/schema";
import type { Evidence } from "@hawkmoth/domain/evidence/schema";
import { errorText, errorTitle, isNoise } from "./error-text.ts";
import { findFailure } from "./failure.ts";
import { isNoiseLine, isNoiseRequest } from "./noise.ts";
import { clip, excerpt, oneLine, quote, seconds } from "./plain-text.ts";
import { isApiCall, isFailedRequest, requestLine } from "./requests.ts";
import { consoleLevel } from "./timeline.ts";

/** Errors nearest to the failure with the head of their stacks. */
export function errorFacts(evidence: Evidence): string {
  return closest(evidence.errors, evidence)
    .filter((error) => !isNoise(error))
    .slice(0, 4)
    .map((error) => {
      const stack = error.stack === null ? "" : `\n${stackHead(error.stack, errorText(error))}`;
      return `${seconds(error.at_ms)} ${errorTitle(error, evidence.meta.url, 500)}${stack}`;
    })
    .join("\n");
}

/** Failed requests with clipped bodies, then the calls that went well around the failure. */
export function requestFacts(evidence: Evidence): string {
  const page_url = evidence.meta.url;
  const calls = closest(evidence.network, evidence).filter(
    (request) => !isNoiseRequest(request) && (isApiCall(request) || isFailedRequest(request)),
  );
  const failed = calls.filter(isFailedRequest).slice(0, 5);
  const fine = calls.filter((request) => !isFailedRequest(request)).slice(0, 4);
  const lines = [...failed, ...fine].map((request) => {
    const bodies = isFailedRequest(request)
      ? [
          request.request_body?.text ? `\n  sent ${quote(request.request_body.text, 400)}` : "",
          request.response_body?.text ? `\n  answered ${quote(request.response_body.text, 600)}` : "",
        ].join("")
      : "";
    return `${seconds(request.at_ms)} ${requestLine(request, page_url)} [request ${oneLine(request.id, 40)}]${bodies}`;
  });
  return lines.join("\n");
}

/** Warnings and errors of the console nearest to the failure, equal lines once. */
export function consoleFacts(evidence: Evidence): string {
  const lines = closest(evidence.console, evidence)
    .filter((entry) => !isNoiseLine(entry) && consoleLevel(entry) !== "info")
    .map((entry) => `console.${entry.level} ${oneLine(entry.text, 300)}`);
  return [...new Set(lines)].slice(0, 8).join("\n");
}

/** Where it happened: browser, window, versions. */
export function environmentFacts(
  bug: Pick<Bug, "environment" | "app_version">,
  evidence: Pick<Evidence, "meta"> | null,
): string {
  const meta = evidence?.meta;
  const environment = bug.environment ?? meta?.environment;
  const version = bug.app_version ?? meta?.app_version;
  const lines = [
    environment ? `Environment: ${oneLine(environment, 100)}` : null,
    version ? `App version: ${oneLine(version, 100)}` : null,
    meta?.user_agent ? `Browser: ${oneLine(meta.user_agent, 200)}` : null,
    meta
      ? `Window: ${meta.viewport.width}x${meta.viewport.height}, language ${oneLine(meta.language || "unknown", 20)}`
      : null,
  ];
  return lines.filter((line) => line !== null).join("\n");
}

function closest<T extends { at_ms: number }>(rows: readonly T[], evidence: Evidence): T[] {
  const focus_ms = findFailure(evidence)?.at_ms ?? evidence.meta.duration_ms;
  return [...rows].sort((left, right) => Math.abs(left.at_ms - focus_ms) - Math.abs(right.at_ms - focus_ms));
}

function stackHead(stack: string, message: string): string {
  const lines = excerpt(stack, 4000)
    .split("\n")
    .filter((line) => line.trim() !== "" && !line.includes(message));
  return lines
    .slice(0, 6)
    .map((line) => `  ${clip(line.trim(), 200)}`)
    .join("\n");
}
