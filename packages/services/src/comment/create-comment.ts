import type { Tx } from "@hawkmoth/db/client";
import { bugs } from "@hawkmoth/db/schema/bug";
import { comments } from "@hawkmoth/db/schema/comment";
import type { Comment, CreateCommentInput } from "@hawkmoth/domain/comment/schema";
import { AppError } from "@hawkmoth/domain/errors";
import { and, eq, sql, type SQL } from "drizzle-orm";
import { actedBy, recordActivity } from "../activity.ts";
import { authorize } from "../authorize.ts";
import { resolveBugRef } from "../bug/resolve-bug.ts";
import { assertWithinTask } from "../bug/within-task.ts";
import type { ServiceContext } from "../context.ts";
import { recordEvent } from "../outbox.ts";
import { addWords } from "../search/bug-words.ts";
import { inWorkspace } from "../transaction.ts";
import { toComment } from "./rows.ts";

/** Adds a Markdown comment. @throws NOT_FOUND, LEASE_LOST when bound to a task that is no longer held. */
export async function createComment(ctx: ServiceContext, input: CreateCommentInput): Promise<Comment> {
  return inWorkspace(ctx, async (tx) => {
    const bug = await resolveBugRef(tx, ctx, input.bug_id);
    authorize(ctx, "comment.create", bug.project_id);
    await assertWithinTask(tx, ctx, { bug, fields: [], lease_token: input.lease_token });
    if (input.reply_to !== undefined) await assertSameThread(tx, ctx, { bug_id: bug.id, comment_id: input.reply_to });
    return insertComment(tx, ctx, {
      project_id: bug.project_id,
      bug_id: bug.id,
      body: input.body,
      reply_to: input.reply_to ?? null,
    });
  });
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
