import type { Tx } from "@hawkmoth/db/client";
import { agentTasks } from "@hawkmoth/db/schema/task";
import { OPEN_TASK_STATUSES } from "@hawkmoth/domain/task/states";
import { and, eq, inArray, sql, type SQL } from "drizzle-orm";
import { recordActivity } from "../activity.ts";
import type { ServiceContext } from "../context.ts";
import { recordEvent } from "../outbox.ts";
import type { TaskRow } from "./rows.ts";

/**
 * What ending a lease stores, whoever ends it: the token is void, since it holds for a RUNNING task only, and the fence
 * has moved on. The hash stays until the next claim, so that a late write can be told how its lease ended.
 */
export const LEASE_REVOKED = {
  lease_expires_at: null,
  fence: sql<number>`${agentTasks.fence} + 1`,
  updated_at: sql<string>`now()`,
};

/**
 * Cancels the open tasks that match and revokes their leases at once; the caller has authorised the change that makes
 * them pointless (reassigning, closing, disabling the agent, stopping by hand).
 */
export async function revokeTasks(
  tx: Tx,
  ctx: ServiceContext,
  { where, reason }: { where: SQL | undefined; reason: string },
): Promise<TaskRow[]> {
  const rows = await tx
    .update(agentTasks)
    .set({ ...LEASE_REVOKED, status: "CANCELLED", error: reason, finished_at: sql`now()` })
    .where(
      and(
        eq(agentTasks.workspace_id, ctx.actor.workspace_id),
        inArray(agentTasks.status, [...OPEN_TASK_STATUSES]),
        where,
      ),
    )
    .returning();
  const about = rows.map((row) => ({ project_id: row.project_id, bug_id: row.bug_id, task_id: row.id }));
  await recordActivity(
    tx,
    ctx,
    about.map((one) => ({ kind: "TASK_CANCELLED" as const, ...one, to: reason })),
  );
  await recordEvent(
    tx,
    ctx,
    about.map((one) => ({ type: "task.updated" as const, ...one, changes: { status: "CANCELLED" } })),
  );
  return rows;
}
