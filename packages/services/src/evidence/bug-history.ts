import type { Tx } from "@hawkmoth/db/client";
import { activities } from "@hawkmoth/db/schema/activity";
import { comments } from "@hawkmoth/db/schema/comment";
import { regressionCases } from "@hawkmoth/db/schema/regression";
import { agentTasks } from "@hawkmoth/db/schema/task";
import { CLOSED_STATUSES, isOpen } from "@hawkmoth/domain/bug/states";
import { BugStatus } from "@hawkmoth/domain/bug/schema";
import type { BugHistory } from "@hawkmoth/replay/fix-prompt-history";
import { OPEN_TASK_STATUSES } from "@hawkmoth/domain/task/states";
import { and, count, desc, eq, isNull, ne, notInArray, type SQL } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import type { BugRow } from "../bug/resolve-bug.ts";

/** Rows of each kind that are read: prompts show the newest few. */
const MOST = 50;

/** A note is stored in the transaction that closes the bug. */
const NOTE_WITHIN_MS = 2000;

type BugId = Pick<BugRow, "workspace_id" | "id">;

/** How often a bug came back, and what people wrote, agents tried and test cases expect. */
export async function historyOf(tx: Tx, bug: BugId & Pick<BugRow, "reopen_count">): Promise<BugHistory> {
  const [changes, written, attempts, cases] = await Promise.all([
    statusChanges(tx, bug),
    tx
      .select()
      .from(comments)
      .where(ofBug(comments, bug))
      .orderBy(desc(comments.created_at), desc(comments.id))
      .limit(MOST),
    attemptsOf(tx, bug),
    expectedBy(tx, bug),
  ]);
  const said = written.toReversed();
  const closings = changes.filter(({ to }) => isClosed(to)).map((change) => ({ change, note: noteOf(change, said) }));
  const notes = new Set(closings.map(({ note }) => note?.id));
  return {
    reopen_count: bug.reopen_count,
    reopenings: changes
      .filter(({ from, to }) => isClosed(from) && isOpenStatus(to))
      .map(({ created_at, actor_name }) => ({ at: created_at, by: actor_name })),
    resolutions: closings.map(({ change: { created_at, actor_name, to }, note }) => ({
      at: created_at,
      by: actor_name,
      resolution: typeof to === "string" ? to : null,
      note: note?.body ?? null,
    })),
    comments: said
      .filter(({ actor_type, id }) => actor_type === "MEMBER" && !notes.has(id))
      .map(({ created_at, actor_name, body }) => ({ at: created_at, by: actor_name, body })),
    attempts,
    expected: cases,
  };
}

type CommentRow = typeof comments.$inferSelect;

/** The note that was written with a change: the first comment of the same actor right behind it. */
function noteOf(change: typeof activities.$inferSelect, said: readonly CommentRow[]): CommentRow | undefined {
  const closed_ms = Date.parse(change.created_at);
  return said.find(({ actor_id, created_at }) => {
    const behind_ms = Date.parse(created_at) - closed_ms;
    return actor_id === change.actor_id && behind_ms >= 0 && behind_ms <= NOTE_WITHIN_MS;
  });
}

/** How much of each there is, which a claim says so that the agent knows to read it. */
export async function countHistory(
  tx: Tx,
  bug: BugId,
  task_id: string,
): Promise<{ people_comments: number; earlier_attempts: number }> {
  const [[written], [tried]] = await Promise.all([
    tx
      .select({ count: count() })
      .from(comments)
      .where(and(ofBug(comments, bug), eq(comments.actor_type, "MEMBER"))),
    tx
      .select({ count: count() })
      .from(agentTasks)
      .where(and(finishedTasks(bug), ne(agentTasks.id, task_id))),
  ]);
  return { people_comments: written?.count ?? 0, earlier_attempts: tried?.count ?? 0 };
}

async function statusChanges(tx: Tx, bug: BugId) {
  const rows = await tx
    .select()
    .from(activities)
    .where(and(ofBug(activities, bug), eq(activities.kind, "STATUS_CHANGED")))
    .orderBy(desc(activities.created_at), desc(activities.id))
    .limit(MOST);
  return rows.toReversed();
}

async function attemptsOf(tx: Tx, bug: BugId): Promise<BugHistory["attempts"]> {
  const rows = await tx
    .select()
    .from(agentTasks)
    .where(finishedTasks(bug))
    .orderBy(desc(agentTasks.finished_at), desc(agentTasks.id))
    .limit(MOST);
  return rows
    .map(({ finished_at, created_at, kind, status, summary, error }) => ({
      at: finished_at ?? created_at,
      kind,
      status,
      summary,
      error,
    }))
    .toReversed();
}

async function expectedBy(tx: Tx, bug: BugId): Promise<string[]> {
  const rows = await tx
    .select({ expected: regressionCases.expected })
    .from(regressionCases)
    .where(and(ofBug(regressionCases, bug), ne(regressionCases.expected, ""), isNull(regressionCases.archived_at)))
    .orderBy(regressionCases.id)
    .limit(MOST);
  return rows.map(({ expected }) => expected);
}

function finishedTasks(bug: BugId): SQL | undefined {
  return and(ofBug(agentTasks, bug), notInArray(agentTasks.status, [...OPEN_TASK_STATUSES]));
}

function ofBug(
  table: { workspace_id: AnyPgColumn; bug_id: AnyPgColumn },
  { workspace_id, id }: BugId,
): SQL | undefined {
  return and(eq(table.workspace_id, workspace_id), eq(table.bug_id, id));
}

function isClosed(status: unknown): boolean {
  return CLOSED_STATUSES.some((closed) => closed === status);
}

function isOpenStatus(status: unknown): boolean {
  const known = BugStatus.safeParse(status);
  return known.success && isOpen(known.data);
}
