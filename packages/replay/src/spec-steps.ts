import type { ActionEntry, ActionTarget } from "@hawkmoth/domain/capture/bundle";
import { locatorOf, type SpecLocator } from "./spec-locator.ts";
import { literal, variableName } from "./spec-text.ts";
import type { Step } from "./steps.ts";

/** The steps as lines of a spec, and what had to be guessed for it. */
export interface SpecSteps {
  start_path: string;
  start_origin: string;
  lines: string[];
  locators: SpecLocator["by"][];
  /** Steps whose element could not be named. */
  missing_count: number;
  /** Environment variables that stand for masked values. */
  variables: { name: string; is_password: boolean }[];
  /** Full page loads after the first. */
  document_count: number;
}

/** A page change this soon after a step is the step's consequence and needs no line of its own. */
const CONSEQUENCE_MS = 2000;

/** Writes one line of Playwright for each step. */
export function specSteps(steps: readonly Step[], page_url: string): SpecSteps {
  const first = steps[0]?.action;
  const start = urlOf(first?.url ?? page_url) ?? urlOf(page_url);
  const out: SpecSteps = {
    start_path: start ? start.pathname + start.search + start.hash : "/",
    start_origin: start?.origin ?? "http://localhost:3000",
    lines: [],
    locators: [],
    missing_count: 0,
    variables: [],
    document_count: 0,
  };
  for (const [index, step] of steps.entries()) {
    const line = step.action.kind === "navigate" ? navigateLine(steps, index, out) : actionLine(step.action, out);
    if (line !== null) out.lines.push(line);
  }
  return out;
}

function navigateLine(steps: readonly Step[], index: number, out: SpecSteps): string | null {
  const step = steps[index];
  const before = steps[index - 1];
  if (!step || !before) return null;
  const url = urlOf(step.action.url);
  const isConsequence = before.action.kind !== "navigate" && step.at_ms - before.action.at_ms <= CONSEQUENCE_MS;
  if (url === null || isConsequence) return null;
  out.document_count += 1;
  return `await page.goto(new URL(${literal(url.pathname + url.search + url.hash)}, base_url).href);`;
}

function actionLine(action: ActionEntry, out: SpecSteps): string | null {
  if (action.kind === "breadcrumb") return null;
  if (action.kind === "press" && action.target === null)
    return `await page.keyboard.press(${literal(action.key ?? "Enter")});`;
  const found = action.target ? locatorOf(action.target) : null;
  if (found === null) {
    out.missing_count += 1;
    return null;
  }
  out.locators.push(found.by);
  return `await ${found.code}.${callOf(action, out)};`;
}

function callOf(action: ActionEntry, out: SpecSteps): string {
  switch (action.kind) {
    case "fill":
      return `fill(${valueOf(action, out)})`;
    case "select":
      return `selectOption(${valueOf(action, out)})`;
    case "check":
      return "check()";
    case "uncheck":
      return "uncheck()";
    case "press":
      return `press(${literal(action.key ?? "Enter")})`;
    case "click":
    case "navigate":
    case "breadcrumb":
      return "click()";
  }
}

function valueOf(action: ActionEntry, out: SpecSteps): string {
  if (!action.is_masked) return literal(action.value ?? "");
  const target = action.target;
  const name = variableName(target?.name ?? target?.label ?? target?.placeholder ?? "", out.variables.length + 1);
  out.variables.push({ name, is_password: target?.input_type === "password" });
  return `process.env[${literal(name)}] ?? ${literal(standInOf(target))}`;
}

function standInOf(target: ActionTarget | null): string {
  switch (target?.input_type) {
    case "email":
      return "person@example.com";
    case "password":
      return "correct horse battery staple";
    case "tel":
      return "+15550100";
    case "url":
      return "https://example.com/";
    case "number":
      return "1";
    case "date":
      return "2026-01-31";
    default:
      return "test";
  }
}

function urlOf(url: string): URL | null {
  return URL.canParse(url) && /^https?:/.test(url) ? new URL(url) : null;
}
