import { z } from "zod";
import { ActorRef, Via } from "../actor.ts";
import { BugRef, idSchema } from "../ids.ts";
import { PageInput, PageOutput } from "../pagination.ts";
import { Timestamp } from "../time.ts";

/** What kinds of entries a timeline holds. */
export const ActivityKind = z.enum([
  "BUG_CREATED",
  "FIELD_CHANGED",
  "STATUS_CHANGED",
  "ASSIGNEE_CHANGED",
  "LABELS_CHANGED",
  "COMMENT_ADDED",
  "DUPLICATE_MARKED",
  "DUPLICATE_UNMARKED",
  "CAPTURE_READY",
  "CAPTURE_FAILED",
  "TASK_QUEUED",
  "TASK_CLAIMED",
  "TASK_UPDATED",
  "TASK_RELEASED",
  "TASK_EXPIRED",
  "TASK_CANCELLED",
  "PROJECT_CREATED",
  "PROJECT_UPDATED",
  "AGENT_CREATED",
  "AGENT_UPDATED",
  "KEY_CREATED",
  "KEY_REVOKED",
  "LABEL_CREATED",
  "LABEL_UPDATED",
  "LABEL_DELETED",
  "WORKSPACE_CREATED",
  "PAIRING_APPROVED",
  "APP_CONNECTED",
  "APP_DISCONNECTED",
  "SUITE_CREATED",
  "SUITE_UPDATED",
  "CASE_CREATED",
  "CASE_UPDATED",
  "RUN_CREATED",
  "RUN_UPDATED",
  "RESULT_SUBMITTED",
  "REGRESSION_LINKED",
  "REGRESSION_FAILED",
  "REGRESSION_PASSED",
  "GITHUB_LINKED",
  "GITHUB_UNLINKED",
]);
export type ActivityKind = z.infer<typeof ActivityKind>;

/** One entry of the timeline: who did what, through which surface, from which value to which. */
export const Activity = z.object({
  id: idSchema("activity"),
  kind: ActivityKind,
  actor: ActorRef,
  via: Via,
  client: z.string().nullable(),
  field: z.string().nullable(),
  from: z.unknown(),
  to: z.unknown(),
  created_at: Timestamp,
});
export type Activity = z.infer<typeof Activity>;

/** Names the bug whose timeline is read, newest first. */
export const ListActivityInput = PageInput.extend({ bug_id: BugRef });
export type ListActivityInput = z.infer<typeof ListActivityInput>;
/** A page of a bug's timeline. */
export const ActivityList = PageOutput.extend({ activity: z.array(Activity) });
