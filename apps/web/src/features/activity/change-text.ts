import type { ActivityKind } from "@hawkmoth/domain/activity/schema";
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

type Values = Pick<Change, "field" | "from" | "to">;

/** Stands in the history of a project or workspace, never in that of a bug. */
const elsewhere = (): ChangeText => say("changed the workspace");

/** What each kind of entry says. A kind without words is a type error. */
const WORDS_OF: Readonly<Record<ActivityKind, (values: Values) => ChangeText>> = {
  BUG_CREATED: () => say("filed the bug"),
  STATUS_CHANGED: ({ from, to }) => say(`changed status from ${word(from)} to ${word(to)}`),
  FIELD_CHANGED: ({ field, from, to }) => fieldText(field, from, to),
  ASSIGNEE_CHANGED: ({ from, to }) => say(assigneeText(from, to)),
  LABELS_CHANGED: ({ from, to }) => say(labelText(names(from), names(to))),
  COMMENT_ADDED: () => say("commented"),
  DUPLICATE_MARKED: () => say("marked this as a duplicate"),
  DUPLICATE_UNMARKED: () => say("no longer marks this as a duplicate"),
  CAPTURE_READY: () => say("processed the capture"),
  CAPTURE_FAILED: ({ to }) => say("could not process the capture", textOf(to)),
  TASK_QUEUED: ({ to }) => say(`queued a ${word(to)} task`),
  TASK_CLAIMED: ({ to }) =>
    say(typeof to === "number" && to > 1 ? `claimed the task, attempt ${to.toString()}` : "claimed the task"),
  TASK_UPDATED: ({ field, from, to }) => taskText(field, from, to),
  TASK_RELEASED: ({ to }) => say("gave the task back", textOf(to)),
  TASK_EXPIRED: () => say("ended an attempt whose lease ran out"),
  TASK_CANCELLED: ({ to }) => say("stopped the task", textOf(to)),
  GITHUB_LINKED: ({ to }) => say(`linked ${issueIn(to)}`),
  GITHUB_UNLINKED: ({ from }) => say(`took the link to ${issueIn(from)} off`),
  REGRESSION_FAILED: ({ to }) => say(`saw its regression case ${titleOf(to)} fail`),
  REGRESSION_PASSED: ({ to }) => say(`saw its regression case ${titleOf(to)} pass`),
  REGRESSION_LINKED: ({ from, to }) =>
    say(to === null ? `unlinked the regression case ${titleOf(from)}` : `linked the regression case ${titleOf(to)}`),
  PROJECT_CREATED: elsewhere,
  PROJECT_UPDATED: elsewhere,
  AGENT_CREATED: elsewhere,
  AGENT_UPDATED: elsewhere,
  KEY_CREATED: elsewhere,
  KEY_REVOKED: elsewhere,
  LABEL_CREATED: elsewhere,
  LABEL_UPDATED: elsewhere,
  LABEL_DELETED: elsewhere,
  WORKSPACE_CREATED: elsewhere,
  PAIRING_APPROVED: elsewhere,
  APP_CONNECTED: elsewhere,
  APP_DISCONNECTED: elsewhere,
  SUITE_CREATED: elsewhere,
  SUITE_UPDATED: elsewhere,
  CASE_CREATED: elsewhere,
  CASE_UPDATED: elsewhere,
  RUN_CREATED: elsewhere,
  RUN_UPDATED: elsewhere,
  RESULT_SUBMITTED: elsewhere,
};

/** Puts an entry of the history into words. */
export function changeText({ kind, ...values }: Values & Pick<Change, "kind">): ChangeText {
  return WORDS_OF[kind](values);
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
