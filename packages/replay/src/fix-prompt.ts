import type { Bug } from "@hawkmoth/domain/bug/schema";
import type { Evidence, FixPrompt, GetFixPromptInput } from "@hawkmoth/domain/evidence/schema";
import { dataBlock, standingSentence } from "./data-block.ts";
import { consoleFacts, environmentFacts, errorFacts, requestFacts } from "./fix-prompt-facts.ts";
import { historyFacts, NO_HISTORY, type BugHistory } from "./fix-prompt-history.ts";
import { PROMPT_STYLES, type PromptStyle } from "./fix-prompt-styles.ts";
import { suspectsOf } from "./suspects.ts";
import { clip, oneLine } from "./plain-text.ts";
import { describeStep, mergeRepeats, mergeSteps } from "./steps.ts";
import { estimateTokens } from "./tokens.ts";
import { findFailure } from "./failure.ts";

/** What the prompt says of the bug itself. */
export type PromptBug = Pick<
  Bug,
  "key" | "title" | "description" | "severity" | "priority" | "url" | "environment" | "app_version" | "web_url"
>;

/** What a prompt is made of. Without evidence it is built from the report alone. */
export interface FixPromptSource {
  bug: PromptBug;
  evidence: Evidence | null;
  /** What happened to the bug before: reopenings, comments, earlier attempts. */
  history?: BugHistory;
  style?: GetFixPromptInput["style"];
  max_tokens?: number;
  /** Fresh and random for each prompt: nobody who wrote captured text can have known it. */
  nonce: string;
}

/** Characters of the reporter's description that are worth their tokens. */
const MAX_REPORT = 4000;

interface Section {
  name:
    | "returns"
    | "expected"
    | "attempts"
    | "comments"
    | "symptom"
    | "report"
    | "steps"
    | "suspects"
    | "errors"
    | "requests"
    | "console"
    | "environment";
  text: string;
}

/** Sections in the order in which they are given up when the budget is short, first to go first. */
const EXPENDABLE: readonly Section["name"][] = [
  "environment",
  "console",
  "requests",
  "report",
  "comments",
  "attempts",
  "errors",
  "suspects",
  "steps",
  "expected",
  "returns",
];

/**
 * Writes the prompt with which a coding agent can begin: symptom, evidence, steps, suspects and an acceptance check.
 * All words of reporter and page stand inside nonce-delimited data blocks; the words outside are ours alone. The
 * result stays within `max_tokens` as `estimateTokens` counts; `truncated` says whether evidence was shortened.
 */
export function buildFixPrompt(source: FixPromptSource): Pick<FixPrompt, "prompt" | "truncated"> {
  const style = PROMPT_STYLES[source.style ?? "generic"];
  const { nonce } = source;
  const max_tokens = source.max_tokens ?? 4000;
  let sections = sectionsOf(source);
  let truncated = source.bug.description.length > MAX_REPORT;
  let prompt = renderPrompt(source.bug, { style, nonce, sections });
  for (const length of [2000, 800, 300]) {
    for (const name of EXPENDABLE) {
      if (estimateTokens(prompt) <= max_tokens) return { prompt, truncated };
      sections = sections.map((section) => (section.name === name ? shorten(section, length) : section));
      truncated = true;
      prompt = renderPrompt(source.bug, { style, nonce, sections });
    }
  }
  for (const name of EXPENDABLE) {
    if (estimateTokens(prompt) <= max_tokens) break;
    sections = sections.filter((section) => section.name !== name);
    prompt = renderPrompt(source.bug, { style, nonce, sections });
  }
  return { prompt, truncated };
}

function sectionsOf({ bug, evidence, history = NO_HISTORY }: FixPromptSource): Section[] {
  const symptom = [
    `Title: ${oneLine(bug.title, 300)}`,
    evidence?.digest.headline ? `Observed: ${oneLine(evidence.digest.headline, 400)}` : null,
    `Page: ${oneLine(evidence?.meta.url ?? bug.url ?? "not recorded", 300)}`,
  ];
  const sections: Section[] = [
    { name: "symptom", text: symptom.filter((line) => line !== null).join("\n") },
    { name: "report", text: clip(bug.description, MAX_REPORT) },
  ];
  const told = historyFacts(history);
  for (const name of ["returns", "expected", "attempts", "comments"] as const)
    sections.push({ name, text: told[name] });
  if (evidence) {
    sections.push(
      { name: "steps", text: stepsOf(evidence) },
      { name: "errors", text: errorFacts(evidence) },
      { name: "requests", text: requestFacts(evidence) },
      { name: "console", text: consoleFacts(evidence) },
      { name: "suspects", text: suspectsOf(evidence).join("\n") },
    );
  }
  sections.push({ name: "environment", text: environmentFacts(bug, evidence) });
  return sections.filter((section) => section.text.trim() !== "");
}

function stepsOf(evidence: Evidence): string {
  const failure = findFailure(evidence);
  const all = mergeSteps(evidence.actions);
  const steps = mergeRepeats(failure ? all.filter((step) => step.at_ms <= failure.at_ms) : all);
  const page_url = evidence.meta.url;
  const first = steps[0]?.action.url ?? page_url;
  const rest = steps[0]?.action.kind === "navigate" ? steps.slice(1) : steps;
  const lines = rest.slice(-20).map((step) => describeStep(step, page_url));
  return [`Open ${oneLine(first, 300)}`, ...lines].map((line, index) => `${index + 1}. ${line}`).join("\n");
}

function shorten(section: Section, length: number): Section {
  // Steps, attempts and comments matter most at their end, everything else at its beginning.
  const isTail = /^(?:steps|attempts|comments)$/.test(section.name) && section.text.length > length;
  return { ...section, text: isTail ? `…${section.text.slice(-length)}` : clip(section.text, length) };
}

function renderPrompt(
  bug: PromptBug,
  parts: { style: PromptStyle; nonce: string; sections: readonly Section[] },
): string {
  const { style, nonce, sections } = parts;
  const block = (name: Section["name"]) => {
    const section = sections.find((each) => each.name === name);
    return section ? dataBlock(nonce, name, section.text) : null;
  };
  const evidence = (["errors", "requests", "console", "environment"] as const)
    .map(block)
    .filter((text) => text !== null);
  return style({
    key: bug.key,
    severity: bug.severity,
    priority: bug.priority,
    web_url: bug.web_url,
    standing_sentence: standingSentence(nonce),
    symptom: block("symptom") ?? "",
    report: block("report"),
    returns: block("returns"),
    expected: block("expected"),
    attempts: block("attempts"),
    comments: block("comments"),
    steps: block("steps"),
    suspects: block("suspects"),
    evidence: evidence.length > 0 ? evidence.join("\n\n") : null,
  });
}
