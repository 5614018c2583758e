import { z } from "zod";
import { ActorRef } from "../actor.ts";
import { idSchema } from "../ids.ts";
import { PageInput, PageOutput } from "../pagination.ts";
import { Timestamp } from "../time.ts";

/** States of an agent task; see task/states. */
export const TaskStatus = z.enum([
  "QUEUED",
  "RUNNING",
  "NEEDS_INPUT",
  "NEEDS_APPROVAL",
  "SUCCEEDED",
  "FAILED",
  "CANCELLED",
]);
export type TaskStatus = z.infer<typeof TaskStatus>;
/** What an agent is asked to do. */
export const TaskKind = z.enum(["TRIAGE", "REPRODUCE", "FIX", "VERIFY", "REGRESSION"]);
export type TaskKind = z.infer<typeof TaskKind>;

/** Seconds; a claim without a wish gets the default. */
export const LEASE_SECONDS = { min: 60, max: 3600, default: 900 } as const;
/** After this many lost attempts a person is asked. */
export const MAX_ATTEMPTS = 3;

/** A task named inside another answer. */
export const TaskRef = z.object({ id: idSchema("task"), kind: TaskKind, status: TaskStatus });
export type TaskRef = z.infer<typeof TaskRef>;

/** Fields every task-bound write takes. */
export const TaskBound = {
  lease_token: z.string().max(200).optional().describe("Of your task, if any"),
};

/** What a finished task hands over to people. */
export const HandOff = z.object({
  branch: z.string().max(250).optional(),
  commit: z.string().max(64).optional(),
  pr_url: z
    .url({ protocol: /^https?$/, error: "expected an http or https address" })
    .max(1000)
    .optional(),
  files: z.array(z.string().max(500)).max(200).optional(),
  verified_how: z.string().max(2000).optional(),
  next_step: z.string().max(2000).optional(),
});
export type HandOff = z.infer<typeof HandOff>;

/** A piece of work in an agent's queue, with its current attempt. */
export const Task = TaskRef.extend({
  bug_id: idSchema("bug"),
  bug_key: z.string(),
  bug_title: z.string(),
  project_id: idSchema("project"),
  agent: z.object({ id: idSchema("agent"), name: z.string() }),
  priority: z.int().describe("0 is most urgent"),
  attempt: z.int(),
  max_attempts: z.int(),
  lease_expires_at: Timestamp.nullable(),
  progress: z.int().nullable(),
  note: z.string().nullable().describe("What the agent last said it is doing"),
  question: z.string().nullable().describe("What the agent waits for a person to answer"),
  answer: z.string().nullable(),
  summary: z.string().nullable(),
  result: HandOff.nullable(),
  error: z.string().nullable(),
  client: z.string().nullable().describe("Program that holds or held the lease"),
  queued_at: Timestamp,
  started_at: Timestamp.nullable(),
  finished_at: Timestamp.nullable(),
});
export type Task = z.infer<typeof Task>;

/** URGENCY: what is open before what is finished, the most urgent and oldest first. FINISHED: finished tasks, the latest first. */
export const TaskSort = z.enum(["URGENCY", "FINISHED"]);
export type TaskSort = z.infer<typeof TaskSort>;

/** Filters tasks; an agent sees its own unless it asks otherwise. */
export const ListTasksInput = PageInput.extend({
  status: z.array(TaskStatus).max(7).optional(),
  sort: TaskSort.optional().describe("URGENCY by default; FINISHED has finished tasks only"),
  agent_id: z.string().max(64).optional().describe("Yours by default"),
  project_id: idSchema("project").optional(),
  bug_id: z.string().max(64).optional(),
});
export type ListTasksInput = z.infer<typeof ListTasksInput>;
/** A page of tasks. */
export const TaskList = PageOutput.extend({ tasks: z.array(Task) });

/** Claims one task by id or the next eligible one; lease in seconds. */
export const ClaimTaskInput = z.object({
  task_id: idSchema("task").optional().describe("Omit for the next eligible one"),
  lease_seconds: z.int().min(LEASE_SECONDS.min).max(LEASE_SECONDS.max).default(LEASE_SECONDS.default),
  kinds: z.array(TaskKind).min(1).optional(),
  project_id: idSchema("project").optional(),
  wait_seconds: z.int().min(0).max(30).default(0).describe("Wait for one"),
  lease_token: z.string().max(200).optional().describe("To renew a claim you hold"),
});
export type ClaimTaskInput = z.infer<typeof ClaimTaskInput>;

const TaskBug = z.object({
  id: idSchema("bug"),
  key: z.string(),
  title: z.string(),
  description: z.string(),
  status: z.string(),
  severity: z.string(),
  priority: z.string(),
  url: z.string().nullable(),
  reopen_count: z.int(),
  people_comments: z.int(),
  earlier_attempts: z.int(),
  headline: z.string().nullable(),
  last_steps: z.array(z.string()),
  failing_requests: z.array(z.string()),
});

/** A granted claim; all null when nothing is queued. */
export const ClaimedTask = z.object({
  task: Task.nullable(),
  bug: TaskBug.nullable(),
  instructions: z.string().nullable(),
  rules: z.string().nullable().describe("What you may change, and what ends the task"),
  lease_token: z.string().nullable().describe("Send it with every write of this task"),
  fencing_token: z.int().nullable(),
  lease_expires_at: Timestamp.nullable(),
});
export type ClaimedTask = z.infer<typeof ClaimedTask>;

const Held = { task_id: idSchema("task"), lease_token: z.string().min(1).max(200) };

/** Renews a lease without another write; progress in percent. */
export const HeartbeatTaskInput = z.object({
  ...Held,
  progress: z.int().min(0).max(100).optional(),
  note: z.string().max(500).optional(),
  lease_seconds: z.int().min(LEASE_SECONDS.min).max(LEASE_SECONDS.max).optional(),
});
export type HeartbeatTaskInput = z.infer<typeof HeartbeatTaskInput>;
/** The renewed lease and what people want of the agent. */
export const TaskHeartbeat = z.object({
  lease_expires_at: Timestamp.nullable().describe("Null when the task was stopped"),
  cancel_requested: z.boolean(),
  reason: z.string().nullable().describe("Why it was stopped"),
  requested_by: ActorRef.nullable().describe("Who stopped it"),
  prompts: z
    .array(z.object({ id: z.string(), author: z.string(), body: z.string(), created_at: Timestamp }))
    .describe("Comments by people since the last heartbeat"),
});
export type TaskHeartbeat = z.infer<typeof TaskHeartbeat>;

/** Reports progress, a question, or the outcome of a held task. */
export const UpdateTaskInput = z.object({
  ...Held,
  status: z.enum(["RUNNING", "NEEDS_INPUT", "SUCCEEDED", "FAILED"]),
  summary: z.string().max(10_000).optional().describe("What was done; required with SUCCEEDED"),
  question: z.string().max(5000).optional().describe("Required with NEEDS_INPUT"),
  result: HandOff.optional(),
  error: z.string().max(5000).optional().describe("Why; required with FAILED"),
});
export type UpdateTaskInput = z.infer<typeof UpdateTaskInput>;
/** The task as stored, and what happens next. */
export const TaskWritten = z.object({ task: Task, next: z.string().optional() });
export type TaskWritten = z.infer<typeof TaskWritten>;

/** Gives a held task back to the queue. */
export const ReleaseTaskInput = z.object({ ...Held, reason: z.string().max(2000).optional() });
export type ReleaseTaskInput = z.infer<typeof ReleaseTaskInput>;

/** By people: stop a task, or answer what it asks. */
export const CancelTaskInput = z.object({ task_id: idSchema("task"), reason: z.string().max(2000).optional() });
export type CancelTaskInput = z.infer<typeof CancelTaskInput>;
/** A person's answer to a parked task. */
export const AnswerTaskInput = z.object({ task_id: idSchema("task"), answer: z.string().trim().min(1).max(10_000) });
export type AnswerTaskInput = z.infer<typeof AnswerTaskInput>;
