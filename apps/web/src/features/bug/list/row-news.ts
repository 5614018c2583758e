import type { BugSummary, ListBugsInput } from "@hawkmoth/domain/bug/schema";
import { isOpen } from "@hawkmoth/domain/bug/transitions";
import type { HawkmothEvent } from "@hawkmoth/domain/events";

/** The list on show: its filters and order, and who looks at it. */
export interface ShownList {
  input: Omit<ListBugsInput, "cursor" | "limit">;
  /** The visitor, whom the filter `assignee_id: "me"` means. */
  principal_id: string;
}

/** What an event means to a list. */
export type RowNews =
  | { kind: "none" }
  /** The row as it is now; no request is needed. */
  | { kind: "changed"; bug: BugSummary }
  /** The bug does not belong into the list any more. */
  | { kind: "left" }
  /** The server has to be asked whether the list shows the bug, and how. */
  | { kind: "ask" };

const NONE: RowNews = { kind: "none" };
const ASK: RowNews = { kind: "ask" };

/** Fields of a row that an update event carries with their new values. */
const ROW_FIELDS = ["title", "status", "resolution", "severity", "priority", "assignee", "labels"] as const;
type RowFields = Pick<BugSummary, (typeof ROW_FIELDS)[number]>;

/** Decides what an event means to a list out of the event alone. `row` is the bug as the list shows it, if it does. */
export function rowNews(event: HawkmothEvent, row: BugSummary | undefined, list: ShownList): RowNews {
  switch (event.type) {
    case "bug.deleted":
      return row ? { kind: "left" } : NONE;
    case "bug.created":
      return row || !mayEnter(event, list) ? NONE : ASK;
    case "bug.updated":
      return row ? updatedRow(event, row, list) : newcomer(event, list);
    case "bug.commented":
      return row ? commentedRow(event, row, list) : newcomer(event, list);
    case "capture.ready":
      return row ? ASK : NONE;
    case "task.updated":
    case "session.activity":
    case "run.updated":
    case "notification.created":
      return NONE;
  }
}

function updatedRow(event: HawkmothEvent, row: BugSummary, list: ShownList): RowNews {
  if (event.created_at < row.updated_at) return ASK;
  const fields = rowFields(event);
  const isTouched = "version" in event.changes;
  const bug = { ...row, ...fields, ...(isTouched ? { updated_at: event.created_at } : {}) };
  const isTextFilterOpen = list.input.query !== undefined && hasAny(event, ["title", "description"]);
  if (isTextFilterOpen || list.input.updated_after !== undefined) return ASK;
  return mayMatch(bug, list) ? { kind: "changed", bug } : { kind: "left" };
}

function commentedRow(event: HawkmothEvent, row: BugSummary, list: ShownList): RowNews {
  if (event.created_at <= row.updated_at) return NONE;
  if (list.input.updated_after !== undefined) return ASK;
  return {
    kind: "changed",
    bug: { ...row, comment_count: row.comment_count + 1, updated_at: event.created_at },
  };
}

/** A bug that the list does not show: any change brings it up in a list by last change, elsewhere only some do. */
function newcomer(event: HawkmothEvent, list: ShownList): RowNews {
  if (!mayEnter(event, list)) return NONE;
  const isMoved =
    (list.input.sort === "updated" && (event.type === "bug.commented" || "version" in event.changes)) ||
    hasAny(event, ROW_FIELDS) ||
    (list.input.query !== undefined && hasAny(event, ["description"]));
  return isMoved ? ASK : NONE;
}

/** False when what the event says already keeps the bug out of the list. */
function mayEnter(event: HawkmothEvent, list: ShownList): boolean {
  return mayMatch({ ...rowFields(event), ...(event.project_id ? { project_id: event.project_id } : {}) }, list);
}

function hasAny(event: HawkmothEvent, fields: readonly string[]): boolean {
  return fields.some((field) => field in event.changes);
}

function rowFields({ changes }: HawkmothEvent): Partial<RowFields> {
  // The server writes these fields out of the same schema that rows have.
  return Object.fromEntries(ROW_FIELDS.filter((field) => field in changes).map((field) => [field, changes[field]]));
}

/** False when one of the fields that are given is outside of the filters; text is not looked at. */
function mayMatch(bug: Partial<BugSummary>, { input, principal_id }: ShownList): boolean {
  return (
    isAmong(bug.project_id, input.project_id === undefined ? undefined : [input.project_id]) &&
    isAmong(bug.status, input.status) &&
    isAmong(bug.priority, input.priority) &&
    isAmong(bug.severity, input.severity) &&
    isAmong(bug.source, input.source) &&
    hasState(bug, input) &&
    hasLabels(bug.labels, input.label) &&
    hasAssignee(bug.assignee, input, principal_id)
  );
}

function isAmong(value: string | undefined, wanted: readonly string[] | undefined): boolean {
  return value === undefined || wanted === undefined || wanted.includes(value);
}

/** Spam shows only where it is asked for by status, as on the server. */
function hasState({ status, resolution }: Partial<BugSummary>, input: ShownList["input"]): boolean {
  if (input.status !== undefined || status === undefined) return true;
  if (input.state === "open") return isOpen(status);
  return resolution !== "SPAM" && (input.state === "all" || !isOpen(status));
}

function hasLabels(labels: BugSummary["labels"] | undefined, wanted: readonly string[] = []): boolean {
  if (labels === undefined) return true;
  const names = labels.map(({ name }) => name.toLowerCase());
  return wanted.every((name) => names.includes(name.toLowerCase()));
}

function hasAssignee(
  assignee: BugSummary["assignee"] | undefined,
  { assignee_id, assignee_type }: ShownList["input"],
  principal_id: string,
): boolean {
  if (assignee === undefined) return true;
  if (assignee_id === "none") return assignee === null;
  const isOfType = assignee_type === undefined || assignee?.type === assignee_type;
  if (assignee_id === undefined) return isOfType;
  return isOfType && assignee?.id === (assignee_id === "me" ? principal_id : assignee_id);
}
