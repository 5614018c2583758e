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
      return fieldText(field, from, to);
    case "ASSIGNEE_CHANGED":
      return say(assigneeText(from, to));
    case "LABELS_CHANGED":
      return say(labelText(names(from), names(to)));
    case "COMMENT_ADDED":
      return say("commented");
    case "DUPLICATE_MARKED":
      return say("marked this as a duplicate");
    case "DUPLICATE_UNMARKED":
      return say("no longer marks this as a duplicate");
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
    case "PROJECT_CREATED":
    case "PROJECT_UPDATED":
    case "AGENT_CREATED":
    case "AGENT_UPDATED":
    case "KEY_CREATED":
    case "KEY_REVOKED":
    case "LABEL_CREATED":
    case "LABEL_UPDATED":
    case "LABEL_DELETED":
    case "WORKSPACE_CREATED":
    case "PAIRING_APPROVED":
    case "APP_CONNECTED":
    case "APP_DISCONNECTED":
    case "SUITE_CREATED":
    case "SUITE_UPDATED":
    case "CASE_CREATED":
    case "CASE_UPDATED":
    case "RUN_CREATED":
    case "RUN_UPDATED":
    case "RESULT_SUBMITTED":
      // These stand in the history of a project or workspace, never in that of a bug.
      return say(kind.toLowerCase().replaceAll("_", " "));
  }
}

const FIELD_NAMES: Readonly<Record<string, string>> = {
  severity: "severity",
  priority: "priority",
  resolution: "resolution",
  title: "the title",
  url: "the address",
  environment: "the environment",
  app_version: "the app version",
};

function fieldText(field: string | null, from: unknown, to: unknown): ChangeText {
  if (field === "description") return say("edited the description", textOf(from));
  if (field === "verified_at") return say(to === null ? "took the verification back" : "verified the fix");
  if (field === "occurrence_count" && typeof from === "number" && typeof to === "number")
    return say(countText(from, to));
  const name = FIELD_NAMES[field ?? ""] ?? field?.replaceAll("_", " ") ?? "a field";
  return say(`changed ${name} from ${word(from)} to ${word(to)}`);
}

function countText(from: number, to: number): string {
  const difference = Math.abs(to - from);
  const reports = `${difference.toString()} ${difference === 1 ? "report" : "reports"}`;
  const total = `${to.toString()} in all`;
  return to > from ? `counted ${reports} more here, ${total}` : `counted ${reports} less here, ${total}`;
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

/** The history keeps the labels before and after; a reader wants to know which came and which went. */
function labelText(before: readonly string[], after: readonly string[]): string {
  const added = after.filter((name) => !before.includes(name));
  const removed = before.filter((name) => !after.includes(name));
  const parts = [
    added.length > 0 ? `added the ${labelsIn(added)}` : "",
    removed.length > 0 ? `removed the ${labelsIn(removed)}` : "",
  ];
  return parts.filter(Boolean).join(" and ") || "changed the labels";
}

function labelsIn(some: readonly string[]): string {
  return `${some.length === 1 ? "label" : "labels"} ${some.join(", ")}`;
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
