import { cleanText } from "./sanitize.ts";
import type { Tool } from "./registry.ts";
import { isRecord } from "./json-schema.ts";

type Facts = Readonly<Record<string, unknown>>;

const MAX_KEYS = 10;
const MAX_QUOTE = 120;

/** One question for each tool that asks; facts of the trial beside the arguments. */
const QUESTIONS: Readonly<Record<string, (args: Facts, outcome: Facts) => string>> = {
  delete_label: (_args, outcome) =>
    `Delete the label ${quote(nameIn(outcome))}? It is taken off ${count(outcome["detached_from"], "bug")}.`,
  bulk_update_bugs: (args) => `Change ${bugs(args["bug_id"])}: ${changes(args["patch"])}?`,
  merge_duplicate_bugs: (args) =>
    `Close ${bugs(args["bug_id"])} as duplicates of ${quote(args["into_bug_id"])}? It can be undone in the dashboard.`,
  get_bug_cookies: (args) =>
    `Show the cookies recorded with ${quote(args["bug_id"] ?? args["ticketId"])} to this AI client? The reason it gives: ${quote(args["reason"] ?? "none")}. The access is recorded.`,
};

/** What a person is asked before a tool runs: what will happen, in our own words, with keys and counts. */
export function consentQuestion(tool: Tool, args: Facts, outcome: Facts): string {
  return QUESTIONS[tool.name]?.(args, outcome) ?? `${tool.listed.title}: go ahead?`;
}

function bugs(given: unknown): string {
  const keys = Array.isArray(given) ? given.map((key) => plain(key, 32)) : [];
  const shown = keys.slice(0, MAX_KEYS).join(", ");
  const rest = keys.length - MAX_KEYS;
  return `${count(keys.length, "bug")} (${shown}${rest > 0 ? ` and ${rest} more` : ""})`;
}

function changes(patch: unknown): string {
  const entries = Object.entries(isRecord(patch) ? patch : {});
  return entries.map(([field, value]) => `${plain(field, 32)} to ${quote(shown(value))}`).join(", ");
}

function shown(value: unknown): string {
  if (value === null) return "nothing";
  return Array.isArray(value) ? value.map(String).join(", ") : String(value);
}

function nameIn(outcome: Facts): unknown {
  const { label } = outcome;
  return isRecord(label) ? label["name"] : (outcome["name"] ?? "");
}

function count(value: unknown, noun: string): string {
  const number = Array.isArray(value) ? value.length : Number(value ?? 0);
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

function quote(value: unknown): string {
  return `"${plain(value, MAX_QUOTE)}"`;
}

/** On one line, short, without anything that shows nothing or that could end the quotation. */
function plain(value: unknown, max: number): string {
  const text = cleanText(String(value ?? ""))
    .replaceAll(/[\s"]+/g, " ")
    .trim();
  return text.length > max ? `${text.slice(0, max)}…` : text;
}
