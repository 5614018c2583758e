import type { Tx } from "@hawkmoth/db/client";
import { agentTasks } from "@hawkmoth/db/schema/task";
import { AppError } from "@hawkmoth/domain/errors";
import type { TaskWritten, UpdateTaskInput } from "@hawkmoth/domain/task/schema";
import { assertTaskTransition } from "@hawkmoth/domain/task/states";
import { and, eq, sql } from "drizzle-orm";
import { recordActivity } from "../activity.ts";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { recordEvent } from "../outbox.ts";
import { inWorkspace } from "../transaction.ts";
import { holdLease } from "./hold-lease.ts";
import { LEASE_REVOKED } from "./revoke-tasks.ts";
import { readTask, type TaskRow } from "./rows.ts";

const REQUIRED = { SUCCEEDED: "summary", FAILED: "error", NEEDS_INPUT: "question", RUNNING: null } as const;
const HUMAN_DEADLINE_HOURS = 72;

/**
 * Reports on a held task: still running, a question to people, or the outcome with its hand-off.
 * @throws LEASE_LOST when the lease is not the caller's any more; INVALID_INPUT when the outcome lacks its words.
 */
export async function updateTask(ctx: ServiceContext, input: UpdateTaskInput): Promise<TaskWritten> {
  const required = REQUIRED[input.status];
  if (required && !input[required]?.trim())
    throw new AppError("INVALID_INPUT", { message: `${input.status} needs '${required}'`, field: required });
  return inWorkspace(ctx, async (tx) => {
    const row = await holdLease(tx, ctx, { task_id: input.task_id, lease_token: input.lease_token });
    authorize(ctx, "task.run", row.project_id);
    assertTaskTransition(row.status, input.status);
    await tx
      .update(agentTasks)
      .set(stored(input))
      .where(and(eq(agentTasks.workspace_id, row.workspace_id), eq(agentTasks.id, row.id)));
    await record(tx, ctx, { row, input });
    return { task: await readTask(tx, ctx, row.id) };
  });
}

function stored(input: UpdateTaskInput) {
  const said = {
    ...(input.summary === undefined ? {} : { summary: input.summary }),
    ...(input.result === undefined ? {} : { result: input.result }),
  };
  switch (input.status) {
    case "RUNNING":
      return { ...said, note: input.summary ?? null };
    case "NEEDS_INPUT":
      return {
        ...said,
        status: input.status,
        question: input.question ?? null,
        answer: null,
        lease_expires_at: null,
        human_deadline: sql<string>`now() + make_interval(hours => ${HUMAN_DEADLINE_HOURS})`,
      };
    case "SUCCEEDED":
      return { ...said, ...LEASE_REVOKED, status: input.status, progress: 100, finished_at: sql<string>`now()` };
    case "FAILED":
      return {
        ...said,
        ...LEASE_REVOKED,
        status: input.status,
        error: input.error ?? null,
        finished_at: sql<string>`now()`,
      };
  }
}

async function record(
  tx: Tx,
  ctx: ServiceContext,
  { row, input }: { row: TaskRow; input: UpdateTaskInput },
): Promise<void> {
  const about = { project_id: row.project_id, bug_id: row.bug_id, task_id: row.id };
  const said = input.question ?? input.error ?? input.summary ?? null;
  await recordActivity(tx, ctx, {
    kind: "TASK_UPDATED",
    ...about,
    field: "status",
    from: row.status,
    to: { status: input.status, said },
  });
  await recordEvent(tx, ctx, { type: "task.updated", ...about, changes: { status: input.status } });
}
