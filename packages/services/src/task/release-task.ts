import { agentTasks } from "@hawkmoth/db/schema/task";
import type { ReleaseTaskInput, TaskWritten } from "@hawkmoth/domain/task/schema";
import { assertTaskTransition } from "@hawkmoth/domain/task/states";
import { and, eq } from "drizzle-orm";
import { recordActivity } from "../activity.ts";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { recordEvent } from "../outbox.ts";
import { inWorkspace } from "../transaction.ts";
import { holdLease } from "./hold-lease.ts";
import { LEASE_REVOKED } from "./revoke-tasks.ts";
import { readTask } from "./rows.ts";

/** Gives a held task back to the queue; the attempt stays counted. @throws LEASE_LOST */
export async function releaseTask(ctx: ServiceContext, input: ReleaseTaskInput): Promise<TaskWritten> {
  return inWorkspace(ctx, async (tx) => {
    const row = await holdLease(tx, ctx, { task_id: input.task_id, lease_token: input.lease_token });
    authorize(ctx, "task.run", row.project_id);
    assertTaskTransition(row.status, "QUEUED");
    await tx
      .update(agentTasks)
      .set({ ...LEASE_REVOKED, status: "QUEUED", ...(input.reason === undefined ? {} : { note: input.reason }) })
      .where(and(eq(agentTasks.workspace_id, row.workspace_id), eq(agentTasks.id, row.id)));
    const about = { project_id: row.project_id, bug_id: row.bug_id, task_id: row.id };
    await recordActivity(tx, ctx, { kind: "TASK_RELEASED", ...about, to: input.reason ?? null });
    await recordEvent(tx, ctx, { type: "task.updated", ...about, changes: { status: "QUEUED" } });
    return { task: await readTask(tx, ctx, row.id) };
  });
}
