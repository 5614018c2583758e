import { comments } from "@hawkmoth/db/schema/comment";
import { HIDDEN_TEXT } from "@hawkmoth/domain/bug/lockdown";
import type { Comment, CommentList, ListCommentsInput } from "@hawkmoth/domain/comment/schema";
import { AppError } from "@hawkmoth/domain/errors";
import { isId } from "@hawkmoth/domain/ids";
import { cursorTime, decodeCursor, encodeCursor } from "@hawkmoth/domain/pagination";
import { and, asc, eq, sql, type SQL } from "drizzle-orm";
import { authorize } from "../authorize.ts";
import { isHiddenFrom } from "../bug/lockdown.ts";
import { resolveBugRef } from "../bug/resolve-bug.ts";
import type { ServiceContext } from "../context.ts";
import { inWorkspace } from "../transaction.ts";
import { toComment } from "./rows.ts";

/** The comments of a bug, oldest first. @throws NOT_FOUND */
export async function listComments(ctx: ServiceContext, input: ListCommentsInput): Promise<CommentList> {
  return inWorkspace(ctx, async (tx) => {
    const bug = await resolveBugRef(tx, ctx, input.bug_id);
    authorize(ctx, "bug.read", bug.project_id);
    const isHidden = isHiddenFrom(ctx, bug);
    const rows = await tx
      .select()
      .from(comments)
      .where(
        and(
          eq(comments.workspace_id, ctx.actor.workspace_id),
          eq(comments.bug_id, bug.id),
          input.cursor === undefined ? undefined : after(input.cursor),
        ),
      )
      .orderBy(asc(comments.created_at), asc(comments.id))
      .limit(input.limit + 1);
    const page = rows.slice(0, input.limit);
    const last = page.at(-1);
    return {
      comments: page.map((row) => (isHidden ? withoutStrangersText(toComment(row)) : toComment(row))),
      next_cursor: rows.length > input.limit && last ? encodeCursor([last.created_at, last.id]) : null,
      total: bug.comment_count,
    };
  });
}

function withoutStrangersText(comment: Comment): Comment {
  const { author } = comment;
  if (author.type === "MEMBER" || author.type === "AGENT") return comment;
  return { ...comment, author: { ...author, name: HIDDEN_TEXT }, body: HIDDEN_TEXT };
}

function after(cursor: string): SQL {
  const [created_at, id] = decodeCursor(cursor, 2);
  if (typeof id !== "string" || !isId("comment", id)) throw new AppError("INVALID_INPUT", { field: "cursor" });
  return sql`(${comments.created_at}, ${comments.id}) > (${cursorTime(created_at)}::timestamptz, ${sql.param(id, comments.id)})`;
}
