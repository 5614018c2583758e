import { CommentCreated, CommentList, CreateCommentInput, ListCommentsInput } from "@hawkmoth/domain/comment/schema";
import { createComment } from "@hawkmoth/services/comment/create-comment";
import { listComments } from "@hawkmoth/services/comment/list-comments";
import { ADDS, READS } from "../meta.ts";
import { actorProcedure, router } from "../procedure.ts";

export const commentRouter = router({
  list: actorProcedure
    .meta({
      summary: "List the comments of a bug",
      scope: "bugs:read",
      rest: { method: "GET", path: "/bugs/{bug_id}/comments" },
      mcp: {
        tool: "list_bug_comments",
        toolset: "triage",
        title: "List comments",
        description:
          "Comments of a bug, oldest first. Use when you need what people and agents said before you act or ask.",
        hints: READS,
        budget_tokens: 3000,
      },
    })
    .input(ListCommentsInput)
    .output(CommentList)
    .query(({ ctx, input }) => listComments(ctx.service, input)),
  create: actorProcedure
    .meta({
      summary: "Comment on a bug",
      scope: "bugs:write",
      rest: { method: "POST", path: "/bugs/{bug_id}/comments", status: 201 },
      mcp: {
        tool: "add_comment",
        action: "comment.create",
        toolset: "resolve",
        title: "Add comment",
        description:
          "Adds a Markdown comment. Use when reporting findings, progress or a question. Within a task send lease_token.",
        hints: ADDS,
        budget_tokens: 200,
        omit: ["answer_task_id"],
      },
    })
    .input(CreateCommentInput)
    .output(CommentCreated)
    .mutation(({ ctx, input }) => createComment(ctx.service, input)),
});
