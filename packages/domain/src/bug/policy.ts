import type { Actor } from "../actor.ts";
import { AppError } from "../errors.ts";
import type { TaskKind } from "../task/schema.ts";
import type { BugStatus, UpdateBugInput } from "./schema.ts";
import { isOpen } from "./transitions.ts";

/** What a write may change of a bug that is there. */
export type BugField =
  | "status"
  | "resolution"
  | "priority"
  | "severity"
  | "title"
  | "description"
  | "duplicate_of"
  | "labels"
  | "assignee"
  | "links";

/** A change of one bug as policy judges it. */
export interface BugChange {
  bug_key: string;
  bug_status: BugStatus;
  /** Kind of the task of this bug whose lease came with the write; null without a lease. */
  held_kind: TaskKind | null;
  fields: readonly BugField[];
  /** The wanted status, if one is wanted. */
  status: BugStatus | null;
}

/** The fields that an update names, changed or not; a note to a resolution is a comment. */
export function wantedFields(input: Partial<UpdateBugInput>): BugField[] {
  const plain = ["status", "resolution", "priority", "severity", "title", "description", "duplicate_of"] as const;
  const has_labels = (input.label_add?.length ?? 0) + (input.label_remove?.length ?? 0) > 0;
  const has_assignee = input.assignee_id !== undefined || input.assignee_type !== undefined;
  return [
    ...plain.filter((field) => input[field] !== undefined),
    ...(has_labels ? (["labels"] as const) : []),
    ...(has_assignee ? (["assignee"] as const) : []),
  ];
}

/** What the holder of any task may change of its bug. */
const OF_ANY_TASK: readonly BugField[] = ["status", "title", "description", "links"];
/** What takes a triage task besides. */
const OF_TRIAGE: readonly BugField[] = ["priority", "severity", "labels", "assignee"];
/** How far the holder of a task moves its bug; the rest is a person's decision. */
const STATUSES: readonly BugStatus[] = ["OPEN", "IN_PROGRESS", "IN_REVIEW"];

/**
 * Stops an agent's change of a bug that it holds no task of, or that goes further than the task. People decide by role
 * alone.
 * @throws FORBIDDEN saying what is allowed instead.
 */
export function assertMayChangeBug(actor: Actor, change: BugChange): void {
  if (actor.type !== "AGENT" || change.fields.length === 0) return;
  const { bug_key, held_kind } = change;
  if (held_kind === null)
    throw new AppError("FORBIDDEN", {
      message: `An agent changes a bug only while it holds its task: the lease_token of a task of ${bug_key} is missing.`,
      hint: `Claim the task of ${bug_key} and send its lease_token. Without a task, comment on the bug instead.`,
      details: { next: "Call get_agent_tasks for your tasks, or add_comment to say what should change." },
    });
  const allowed = held_kind === "TRIAGE" ? [...OF_ANY_TASK, ...OF_TRIAGE] : OF_ANY_TASK;
  const refused = change.fields.find((field) => !allowed.includes(field));
  if (refused === "priority" || refused === "severity" || refused === "labels" || refused === "assignee")
    throw refusal(change, refused, `A ${held_kind} task does not set '${refused}'; a TRIAGE task does.`);
  if (refused !== undefined)
    throw refusal(change, refused, `An agent does not set '${refused}': a person closes bugs.`);
  assertMayMove(change);
}

function assertMayMove(change: BugChange): void {
  const { bug_key, bug_status, status } = change;
  if (status === null || status === bug_status) return;
  if (!isOpen(bug_status))
    throw refusal(change, "status", `${bug_key} is ${bug_status}: a person decides whether it opens again.`);
  if (!STATUSES.includes(status))
    throw refusal(
      change,
      "status",
      `An agent moves a bug to ${STATUSES.join(", ")} and no further; a person sets ${status}.`,
    );
}

function refusal({ bug_key }: BugChange, field: BugField, message: string): AppError {
  return new AppError("FORBIDDEN", {
    message,
    field,
    hint: `Say in a comment on ${bug_key} what should change; a member can do it.`,
    details: { next: "Call add_comment to say what should change." },
  });
}

/**
 * Stops an agent that files a bug and gives it to somebody at once: work is handed out by people and by triage tasks.
 * @throws FORBIDDEN
 */
export function assertMayFileFor(actor: Actor, { has_assignee }: { has_assignee: boolean }): void {
  if (actor.type !== "AGENT" || !has_assignee) return;
  throw new AppError("FORBIDDEN", {
    message: "An agent files a bug without an assignee; a person or a triage task assigns it.",
    field: "assignee_id",
    hint: "Leave out assignee_type and assignee_id.",
  });
}
