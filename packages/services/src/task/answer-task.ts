import type { Tx } from "@hawkmoth/db/client";
import { agentTasks } from "@hawkmoth/db/schema/task";
import type { AnswerTaskInput, TaskWritten } from "@hawkmoth/domain/task/schema";
import { AppError } from "@hawkmoth/domain/errors";
import { and, eq, sql } from "drizzle-orm";
import { recordActivity } from "../activity.ts";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { recordEvent } from "../outbox.ts";
import { inWorkspace } from "../transaction.ts";
import { lockTask } from "./lock-task.ts";
import { LEASE_REVOKED } from "./revoke-tasks.ts";
import { readTask, type TaskRow } from "./rows.ts";

/**
 * A person answers what an agent asked. The task is claimable again at once, carrying the answer, and the attempt that
 * asked is given back: asking is not failing.
 * @throws CONFLICT when the task does not wait for an answer.
 */
export async function answerTask(ctx: ServiceContext, input: AnswerTaskInput): Promise<TaskWritten> {
  return inWorkspace(ctx, async (tx) => {
    const row = await lockTask(tx, ctx, input.task_id);
    await storeAnswer(tx, ctx, { row, answer: input.answer });
    return { task: await readTask(tx, ctx, row.id) };
  });
}

/** The same within the transaction of another verb. @throws CONFLICT, FORBIDDEN, NOT_FOUND as answerTask does. */
export async function storeAnswer(
  tx: Tx,
  ctx: ServiceContext,
  { row, answer }: { row: TaskRow; answer: string },
): Promise<void> {
  authorize(ctx, "task.manage", row.project_id);
  if (row.status !== "NEEDS_INPUT")
    throw new AppError("CONFLICT", { message: `This task is ${row.status}; it asks nothing.`, field: "task_id" });
  await tx
    .update(agentTasks)
    .set({
      ...LEASE_REVOKED,
      status: "QUEUED",
      answer,
      attempt: sql`greatest(${agentTasks.attempt} - 1, 0)`,
      human_deadline: null,
      not_before: sql`now()`,
    })
    .where(and(eq(agentTasks.workspace_id, row.workspace_id), eq(agentTasks.id, row.id)));
  const about = { project_id: row.project_id, bug_id: row.bug_id, task_id: row.id };
  await recordActivity(tx, ctx, {
    kind: "TASK_UPDATED",
    ...about,
    field: "answer",
    from: row.question,
    to: answer,
  });
  await recordEvent(tx, ctx, { type: "task.updated", ...about, changes: { status: "QUEUED" } });
}
