import type { ErrorEntry, NetworkEntry } from "@hawkmoth/domain/capture/bundle";
import { errorText, isNoise } from "./error-text.ts";
import { failedCallBefore, findFailure, type Failure, type RecordedLists } from "./failure.ts";
import { isApiCall, isFailedRequest } from "./requests.ts";
import { gradeSpec, type GradeReason, type SpecFacts, type SpecGrade } from "./spec-grade.ts";
import { isAnswerRecorded, ROUTE_HELPER, specNetwork, type SpecNetwork } from "./spec-network.ts";
import { specSteps, type SpecSteps } from "./spec-steps.ts";
import { literal } from "./spec-text.ts";
import { mergeSteps } from "./steps.ts";

/** What a spec is written from. */
export interface SpecSource {
  bug: { key: string; title: string };
  lists: RecordedLists;
}

/** A Playwright test, how surely it reproduces the bug, and why not more surely. */
export interface BuiltSpec {
  code: string;
  grade: SpecGrade;
  reasons: GradeReason[];
}

interface Symptom {
  kind: NonNullable<SpecFacts["symptom"]>;
  text: string;
}

/**
 * Writes a regression test: it repeats the steps up to the failure against `BASE_URL` with the recorded answers
 * (`HM_NETWORK=live` for the real ones), fails while the symptom appears in the client and passes once it is gone.
 * All captured strings are string literals. The test is text to be run by its reader, never on our server.
 */
export function buildSpec({ bug, lists }: SpecSource): BuiltSpec {
  const failure = findFailure(lists);
  const symptom = failure && symptomOf(lists, failure);
  const cause = failure && causeOf(lists, failure);
  const all = mergeSteps(lists.actions).filter((step) => step.action.kind !== "breadcrumb");
  const steps = specSteps(failure ? all.filter((step) => step.at_ms <= failure.at_ms) : all, lists.meta.url);
  const network = specNetwork(lists.network, symptom?.kind === "failed call" ? cause : null);
  const { grade, reasons } = gradeSpec(factsOf(lists, { symptom, cause, steps, network }));
  return { code: render({ bug, symptom, cause, steps, network }), grade, reasons };
}

function symptomOf(lists: RecordedLists, failure: Failure): Symptom | null {
  if (failure.kind === "error") {
    const error = lists.errors[failure.index];
    return error && error.kind !== "resource" && !isNoise(error)
      ? { kind: "page error", text: bareMessage(error) }
      : null;
  }
  if (failure.kind === "console") {
    const text = lists.console[failure.index]?.text.split("\n")[0]?.slice(0, 200).trim();
    return text ? { kind: "console error", text } : null;
  }
  const logged = lists.console.find((entry) => entry.level === "error" && entry.at_ms >= failure.at_ms);
  const text = logged?.text.split("\n")[0]?.slice(0, 200).trim();
  if (text) return { kind: "console error", text };
  const request = lists.network[failure.index];
  if (!request || !isApiCall(request) || !URL.canParse(request.url)) return null;
  return { kind: "failed call", text: callName(request) };
}

function bareMessage(error: ErrorEntry): string {
  const text = errorText(error).split("\n")[0] ?? "";
  const name = error.name ? `${error.name}: ` : (/^\w*Error: /.exec(text)?.[0] ?? "");
  return (text.startsWith(name) ? text.slice(name.length) : text).slice(0, 300);
}

function causeOf(lists: RecordedLists, failure: Failure): NetworkEntry | null {
  const index = failure.kind === "network" ? failure.index : failedCallBefore(lists, failure.at_ms);
  const request = index === null ? undefined : lists.network[index];
  return request && isApiCall(request) && isFailedRequest(request) && URL.canParse(request.url) ? request : null;
}

function callName(request: NetworkEntry): string {
  return `${request.method.toUpperCase()} ${new URL(request.url).pathname}`;
}

interface Parts {
  symptom: Symptom | null;
  cause: NetworkEntry | null;
  steps: SpecSteps;
  network: SpecNetwork;
}

function factsOf(lists: RecordedLists, { symptom, cause, steps, network }: Parts): SpecFacts {
  const starts = lists.actions[0]?.kind === "navigate" || lists.network.some((each) => each.initiator === "document");
  return {
    step_count: steps.lines.length,
    missing_count: steps.missing_count,
    weak_locators: steps.locators.filter((by) => by === "css" || by === "placeholder").length,
    variables: steps.variables,
    document_count: steps.document_count,
    symptom: symptom?.kind ?? null,
    is_cause_recorded: cause === null || symptom?.kind === "failed call" || isAnswerRecorded(cause),
    unrecorded_answers: network.missing_count,
    redacted_answers: network.redacted_count,
    has_websocket: lists.network.some((each) => each.initiator === "websocket"),
    is_start_recorded: starts,
  };
}

function render({ bug, symptom, cause, steps, network }: Parts & { bug: SpecSource["bug"] }): string {
  const last = steps.lines.length - 1;
  const body = [
    `const symptoms: string[] = [];`,
    ...listeners(symptom),
    ...(network.answers.length > 0 ? ["await answerFromRecording(page);"] : []),
    `await page.goto(new URL(${literal(steps.start_path)}, base_url).href);`,
    ...steps.lines.slice(0, Math.max(0, last)),
    ...(cause ? [waitFor(cause)] : []),
    ...steps.lines.slice(Math.max(0, last)),
    ...(cause ? ["await answered;"] : []),
    "// That nothing happens can only be seen by giving it the time to happen.",
    "await page.waitForTimeout(500);",
    symptom
      ? `expect(symptoms.filter((text) => text.includes(${literal(symptom.text)}))).toEqual([]);`
      : "expect(symptoms).toEqual([]);",
  ];
  const recorded = network.answers.length > 0;
  return [
    `import { expect, test${recorded ? ", type Page" : ""} } from "@playwright/test";`,
    "",
    `const base_url = process.env.BASE_URL ?? ${literal(steps.start_origin)};`,
    ...(recorded ? ["const answers = [", ...network.answers, "];", "", ROUTE_HELPER] : []),
    "",
    `test(${literal(`${bug.key}: ${bug.title}`)}, async ({ page }) => {`,
    ...body.map((line) => `  ${line}`),
    "});",
    "",
  ].join("\n");
}

function listeners(symptom: Symptom | null): string[] {
  switch (symptom?.kind) {
    case "console error":
      return [
        `page.on("console", (message) => {`,
        `  if (message.type() === "error") symptoms.push(message.text());`,
        `});`,
      ];
    case "failed call":
      return [
        `page.on("response", (response) => {`,
        "  const request = response.request();",
        "  if (response.status() >= 400) symptoms.push(`${request.method()} ${new URL(request.url()).pathname}`);",
        `});`,
      ];
    default:
      return [`page.on("pageerror", (error) => symptoms.push(error.message));`];
  }
}

function waitFor(cause: NetworkEntry): string {
  const path = new URL(cause.url).pathname;
  const test = `response.request().method() === ${literal(cause.method.toUpperCase())} && new URL(response.url()).pathname === ${literal(path)}`;
  return `const answered = page.waitForResponse((response) => ${test}, { timeout: 10_000 }).catch(() => null);`;
}
