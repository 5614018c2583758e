import type { Change } from "./feed.ts";

const WORDS: Readonly<Record<string, string>> = {
  WONT_FIX: "won't fix",
  NONE: "no priority",
};
const TASK_WORDS: Readonly<Record<string, string>> = {
  RUNNING: "is working",
  NEEDS_INPUT: "asks",
  NEEDS_APPROVAL: "asks for approval",
  SUCCEEDED: "finished the task",
  FAILED: "gave the task up",
};

/** What a change says after the name of who did it, and a longer text below it where there is one. */
export interface ChangeText {
  text: string;
  quote: string | null;
}

/** Puts an entry of the history into words. */
export function changeText({ kind, field, from, to }: Pick<Change, "kind" | "field" | "from" | "to">): ChangeText {
  switch (kind) {
    case "BUG_CREATED":
      return say("filed the bug");
    case "STATUS_CHANGED":
      return say(`changed status from ${word(from)} to ${word(to)}`);
    case "FIELD_CHANGED":
      return say(fieldText(field, from, to));
    case "ASSIGNEE_CHANGED":
      return say(assigneeText(from, to));
    case "LABELS_CHANGED":
      return say(labelText(names(from), names(to)));
    case "DUPLICATE_MARKED":
      return say("marked this as a duplicate");
    case "CAPTURE_READY":
      return say("processed the capture");
    case "CAPTURE_FAILED":
      return say("could not process the capture", textOf(to));
    case "TASK_QUEUED":
      return say(`queued a ${word(to)} task`);
    case "TASK_CLAIMED":
      return say(typeof to === "number" && to > 1 ? `claimed the task, attempt ${to.toString()}` : "claimed the task");
    case "TASK_UPDATED":
      return taskText(field, from, to);
    case "TASK_RELEASED":
      return say("gave the task back", textOf(to));
    case "TASK_EXPIRED":
      return say("ended an attempt whose lease ran out");
    case "TASK_CANCELLED":
      return say("stopped the task", textOf(to));
    case "GITHUB_LINKED":
      return say(`linked ${issueIn(to)}`);
    case "GITHUB_UNLINKED":
      return say(`took the link to ${issueIn(from)} off`);
    case "REGRESSION_FAILED":
      return say(`saw its regression case ${titleOf(to)} fail`);
    case "REGRESSION_PASSED":
      return say(`saw its regression case ${titleOf(to)} pass`);
    case "REGRESSION_LINKED":
      return say(
        to === null ? `unlinked the regression case ${titleOf(from)}` : `linked the regression case ${titleOf(to)}`,
      );
    default:
      return say(kind.toLowerCase().replaceAll("_", " "));
  }
}

function fieldText(field: string | null, from: unknown, to: unknown): string {
  if (field === "description") return "edited the description";
  if (field === "verified_at" && to !== null) return "verified the fix";
  return `changed ${field ?? "a field"} from ${word(from)} to ${word(to)}`;
}

/** `octo-org/shop#412` of an issue's address. */
function issueIn(value: unknown): string {
  const [, owner, repo, number] =
    /^https:\/\/github\.com\/([^/]+)\/([^/]+)\/issues\/(\d+)$/.exec(textOf(value) ?? "") ?? [];
  return number === undefined ? "a GitHub issue" : `${owner ?? ""}/${repo ?? ""}#${number}`;
}

function titleOf(value: unknown): string {
  return `“${nameIn(value, "title") ?? "without a title"}”`;
}

function taskText(field: string | null, from: unknown, to: unknown): ChangeText {
  if (field === "note") return say("noted", textOf(to));
  if (field === "answer") return say("answered the agent", textOf(to));
  const status = nameIn(to, "status");
  return say(TASK_WORDS[status ?? ""] ?? `moved the task from ${word(from)} to ${word(status)}`, nameIn(to, "said"));
}

function assigneeText(from: unknown, to: unknown): string {
  const before = nameIn(from, "name");
  const after = nameIn(to, "name");
  if (after === null) return before === null ? "unassigned the bug" : `took the bug from ${before}`;
  return before === null ? `assigned the bug to ${after}` : `assigned the bug to ${after}, before ${before}`;
}

function labelText(removed: readonly string[], added: readonly string[]): string {
  const parts = [
    added.length > 0 ? `added ${added.join(", ")}` : "",
    removed.length > 0 ? `removed ${removed.join(", ")}` : "",
  ];
  return `${parts.filter(Boolean).join(" and ")} ${added.length + removed.length === 1 ? "label" : "labels"}`;
}

function say(text: string, quote: string | null = null): ChangeText {
  return { text, quote };
}

function word(value: unknown): string {
  if (value === null || value === undefined || value === "") return "nothing";
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return WORDS[text] ?? (/^[A-Z_]+$/.test(text) ? text.toLowerCase().replaceAll("_", " ") : `“${text}”`);
}

function textOf(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

function names(value: unknown): string[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((entry: unknown) => textOf(entry) ?? nameIn(entry, "name") ?? []);
}

function nameIn(value: unknown, key: string): string | null {
  return typeof value === "object" && value !== null && key in value ? textOf(Reflect.get(value, key)) : null;
}
