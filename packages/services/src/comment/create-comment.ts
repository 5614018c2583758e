import type { Tx } from "@hawkmoth/db/client";
import { bugs } from "@hawkmoth/db/schema/bug";
import { comments } from "@hawkmoth/db/schema/comment";
import { agentTasks } from "@hawkmoth/db/schema/task";
import { may } from "@hawkmoth/domain/access/policy";
import type { Comment, CommentCreated, CreateCommentInput } from "@hawkmoth/domain/comment/schema";
import { AppError } from "@hawkmoth/domain/errors";
import { and, eq, sql, type SQL } from "drizzle-orm";
import { actedBy, recordActivity } from "../activity.ts";
import { authorize } from "../authorize.ts";
import { resolveBugRef, type BugRow } from "../bug/resolve-bug.ts";
import { assertWithinTask } from "../bug/within-task.ts";
import type { ServiceContext } from "../context.ts";
import { storeAnswer } from "../task/answer-task.ts";
import { lockTask } from "../task/lock-task.ts";
import { selectTasks, taskRefOf } from "../task/rows.ts";
import { recordEvent } from "../outbox.ts";
import { addWords } from "../search/bug-words.ts";
import { inWorkspace } from "../transaction.ts";
import { toComment } from "./rows.ts";

/** The most that a task keeps of an answer. */
const MAX_ANSWER = 10_000;

/**
 * Adds a Markdown comment. A person's may be sent to an agent as the answer to what it asked; where an agent waits and
 * it was not, the answer says so.
 * @throws NOT_FOUND, LEASE_LOST when bound to a task that is no longer held, CONFLICT when the task asks nothing.
 */
export async function createComment(ctx: ServiceContext, input: CreateCommentInput): Promise<CommentCreated> {
  return inWorkspace(ctx, async (tx) => {
    const bug = await resolveBugRef(tx, ctx, input.bug_id);
    authorize(ctx, "comment.create", bug.project_id);
    await assertWithinTask(tx, ctx, { bug, fields: [], lease_token: input.lease_token });
    if (input.reply_to !== undefined) await assertSameThread(tx, ctx, { bug_id: bug.id, comment_id: input.reply_to });
    const comment = await insertComment(tx, ctx, {
      project_id: bug.project_id,
      bug_id: bug.id,
      body: input.body,
      reply_to: input.reply_to ?? null,
    });
    return { ...comment, ...(await answering(tx, ctx, { bug, input })) };
  });
}

/** Sends the comment to the agent that asked, when the caller wants that, or says that an agent waits for an answer. */
async function answering(
  tx: Tx,
  ctx: ServiceContext,
  { bug, input }: { bug: BugRow; input: CreateCommentInput },
): Promise<Pick<CommentCreated, "answered_task" | "open_question">> {
  if (input.answer_task_id === undefined) {
    const waiting = may(ctx.actor, "task.manage", bug.project_id) ? await waitingTask(tx, bug) : undefined;
    return waiting ? { open_question: waiting } : {};
  }
  const row = await lockTask(tx, ctx, input.answer_task_id);
  if (row.bug_id !== bug.id)
    throw new AppError("INVALID_INPUT", {
      message: "Invalid 'answer_task_id': no such task on this bug",
      field: "answer_task_id",
    });
  await storeAnswer(tx, ctx, { row, answer: input.body.slice(0, MAX_ANSWER) });
  return { answered_task: taskRefOf({ ...row, status: "QUEUED" }) };
}

async function waitingTask(tx: Tx, bug: BugRow): Promise<CommentCreated["open_question"]> {
  const [row] = await selectTasks(
    tx,
    and(
      eq(agentTasks.workspace_id, bug.workspace_id),
      eq(agentTasks.bug_id, bug.id),
      eq(agentTasks.status, "NEEDS_INPUT"),
    ),
  ).limit(1);
  return row && { task_id: row.task.id, agent_name: row.agent_name, question: row.task.question };
}

async function assertSameThread(
  tx: Tx,
  ctx: ServiceContext,
  { bug_id, comment_id }: { bug_id: string; comment_id: string },
): Promise<void> {
  const [found] = await tx
    .select({ id: comments.id })
    .from(comments)
    .where(
      and(eq(comments.workspace_id, ctx.actor.workspace_id), eq(comments.bug_id, bug_id), eq(comments.id, comment_id)),
    );
  if (!found)
    throw new AppError("INVALID_INPUT", {
      message: "Invalid 'reply_to': no such comment on this bug",
      field: "reply_to",
    });
}

/**
 * A moment later than every comment of the bug. The bug's row is locked until the commit, so comments become visible in
 * the order of their times, and who has read up to one of them misses none that comes later.
 */
function afterAll(workspace_id: string, bug_id: string): SQL<string> {
  const earlier = and(eq(comments.workspace_id, workspace_id), eq(comments.bug_id, bug_id));
  return sql`greatest(clock_timestamp(), (select max(${comments.created_at}) from ${comments} where ${earlier}) + interval '1 millisecond')`;
}

/** A comment about to be stored; the caller has authorised it. */
export interface NewComment {
  project_id: string;
  bug_id: string;
  body: string;
  reply_to: string | null;
}

/** Stores a comment with its history entry and event. */
export async function insertComment(tx: Tx, ctx: ServiceContext, given: NewComment): Promise<Comment> {
  const { project_id, bug_id, body, reply_to } = given;
  const { workspace_id } = ctx.actor;
  await tx
    .update(bugs)
    .set({ comment_count: sql`${bugs.comment_count} + 1`, updated_at: sql`now()` })
    .where(and(eq(bugs.workspace_id, workspace_id), eq(bugs.id, bug_id)));
  const [row] = await tx
    .insert(comments)
    .values({ workspace_id, bug_id, body, reply_to, ...actedBy(ctx), created_at: afterAll(workspace_id, bug_id) })
    .returning();
  if (!row) throw new AppError("INTERNAL");
  await addWords(tx, { workspace_id, bug_id }, body);
  await recordActivity(tx, ctx, { kind: "COMMENT_ADDED", project_id, bug_id, to: { comment_id: row.id } });
  await recordEvent(tx, ctx, { type: "bug.commented", project_id, bug_id, changes: { comment_id: row.id } });
  return toComment(row);
}
