import { cleanText } from "./sanitize.ts";
import type { Tool } from "./registry.ts";
import { isRecord } from "./json-schema.ts";

type Facts = Readonly<Record<string, unknown>>;

const MAX_KEYS = 10;
const MAX_QUOTE = 120;

/** One question for each tool that asks, from the call and from what its trial showed. */
const QUESTIONS: Readonly<Record<string, (args: Facts, outcome: Facts) => string>> = {
  delete_label: (_args, { deleted, detached_from }) =>
    `Delete the label ${quote(field(deleted, "name"))}? It comes off ${count(detached_from, "bug")}.`,
  bulk_update_bugs: ({ patch }, { updated, failed, outcomes }) =>
    `Change ${count(updated, "bug")} (${keys(outcomes, changes)}): ${wishes(patch)}?${refused(failed)}`,
  merge_duplicate_bugs: (_args, { into, merged }) =>
    `Close ${count(merged, "bug")} (${keys(merged)}) as duplicates of ${plain(field(into, "key"), 32)}, ${quote(field(into, "title"))}? People can take it back in the dashboard.`,
  get_bug_cookies: ({ bug_id, ticketId, reason }) =>
    `Show the cookies recorded with ${plain(bug_id ?? ticketId, 32)} to this AI client? The reason it gives: ${quote(reason ?? "none")}. The access is recorded.`,
};

/** What a person is asked before a tool runs: what will happen, in our own words, with keys and counts. */
export function consentQuestion(tool: Tool, args: Facts, outcome: Facts): string {
  return QUESTIONS[tool.name]?.(args, outcome) ?? `${tool.listed.title}: go ahead?`;
}

/** Keys of rows, the first few by name. */
function keys(rows: unknown, isMeant: (row: unknown) => boolean = () => true): string {
  const named = (Array.isArray(rows) ? rows : []).filter(isMeant).map((row) => plain(field(row, "key"), 32));
  const rest = named.length - MAX_KEYS;
  return `${named.slice(0, MAX_KEYS).join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`;
}

function changes(row: unknown): boolean {
  const changed = field(row, "changed");
  return Array.isArray(changed) && changed.length > 0;
}

function refused(failed: unknown): string {
  return Number(failed ?? 0) > 0 ? ` ${count(failed, "other")} can't be changed.` : "";
}

function wishes(patch: unknown): string {
  const entries = Object.entries(isRecord(patch) ? patch : {});
  return entries.map(([name, value]) => `${plain(name, 32)} ${quote(shown(value))}`).join(", ");
}

function shown(value: unknown): string {
  if (value === null) return "nothing";
  return Array.isArray(value) ? value.map(String).join(", ") : String(value);
}

function field(value: unknown, name: string): unknown {
  return isRecord(value) ? value[name] : undefined;
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
