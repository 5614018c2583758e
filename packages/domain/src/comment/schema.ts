import { z } from "zod";
import { ActorRef, Via } from "../actor.ts";
import { BugRef, idSchema } from "../ids.ts";
import { PageInput, PageOutput } from "../pagination.ts";
import { TaskBound, TaskRef } from "../task/schema.ts";
import { Timestamp } from "../time.ts";

/** A Markdown comment by a person or an agent. */
export const Comment = z.object({
  id: idSchema("comment"),
  bug_id: idSchema("bug"),
  author: ActorRef,
  via: Via,
  client: z.string().nullable(),
  body: z.string(),
  reply_to: idSchema("comment").nullable(),
  created_at: Timestamp,
});
export type Comment = z.infer<typeof Comment>;

/** A new comment; `lease_token` binds it to an agent task. */
export const CreateCommentInput = z.object({
  bug_id: BugRef,
  body: z.string().trim().min(1).max(65_536).describe("Markdown"),
  reply_to: idSchema("comment").optional(),
  answer_task_id: idSchema("task").optional().describe("Sends the comment to the agent as the answer to its question"),
  ...TaskBound,
});
export type CreateCommentInput = z.infer<typeof CreateCommentInput>;
/** The comment as stored. */
export const CommentCreated = Comment.extend({
  answered_task: TaskRef.optional().describe("The task whose question it answered, as it stands now"),
  open_question: z
    .object({ task_id: idSchema("task"), agent_name: z.string(), question: z.string().nullable() })
    .optional()
    .describe("An agent waits for an answer, and this comment was not sent as one: see answer_task_id"),
});
export type CommentCreated = z.infer<typeof CommentCreated>;
/** Names the bug whose comments are read, oldest first. */
export const ListCommentsInput = PageInput.extend({ bug_id: BugRef });
export type ListCommentsInput = z.infer<typeof ListCommentsInput>;
/** A page of comments. */
export const CommentList = PageOutput.extend({ comments: z.array(Comment) });
export type CommentList = z.infer<typeof CommentList>;
