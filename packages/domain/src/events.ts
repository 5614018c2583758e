import { z } from "zod";
import { ActorRef, Via } from "./actor.ts";
import { Timestamp } from "./time.ts";

/** Types of outbox events. */
export const EventType = z.enum([
  "bug.created",
  "bug.updated",
  "bug.commented",
  "bug.deleted",
  "task.updated",
  "session.activity",
  "run.updated",
  "capture.ready",
  "notification.created",
]);
export type EventType = z.infer<typeof EventType>;

/** One outbox row on the wire: SSE `data`, webhooks and long-polls carry this. `id` resumes a stream after it. */
export const HawkmothEvent = z.object({
  id: z.string().describe("Opaque; orders events within a workspace"),
  type: EventType,
  project_id: z.string().nullable(),
  bug_id: z.string().nullable(),
  task_id: z.string().nullable(),
  actor: ActorRef,
  via: Via,
  client: z.string().nullable(),
  changes: z.record(z.string(), z.unknown()).describe("Changed fields with their new values"),
  created_at: Timestamp,
});
export type HawkmothEvent = z.infer<typeof HawkmothEvent>;
