import { agentTasks } from "@hawkmoth/db/schema/task";
import type { CancelTaskInput, TaskWritten } from "@hawkmoth/domain/task/schema";
import { assertTaskTransition } from "@hawkmoth/domain/task/states";
import { eq } from "drizzle-orm";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { inWorkspace } from "../transaction.ts";
import { lockTask } from "./lock-task.ts";
import { revokeTasks } from "./revoke-tasks.ts";
import { readTask } from "./rows.ts";

/**
 * A person stops a task: its lease is void at once, whatever the agent is doing.
 * @throws CONFLICT when it is finished already.
 */
export async function cancelTask(ctx: ServiceContext, input: CancelTaskInput): Promise<TaskWritten> {
  return inWorkspace(ctx, async (tx) => {
    const row = await lockTask(tx, ctx, input.task_id);
    authorize(ctx, "task.manage", row.project_id);
    assertTaskTransition(row.status, "CANCELLED");
    const reason = input.reason ?? `Stopped by ${ctx.actor.name}`;
    await revokeTasks(tx, ctx, { where: eq(agentTasks.id, row.id), reason });
    return { task: await readTask(tx, ctx, row.id) };
  });
}
