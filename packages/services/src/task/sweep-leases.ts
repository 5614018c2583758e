import type { Tx } from "@hawkmoth/db/client";
import { agentTasks } from "@hawkmoth/db/schema/task";
import { userWorkspaces } from "@hawkmoth/db/schema/workspace";
import { and, eq, lt, sql } from "drizzle-orm";
import { recordActivity } from "../activity.ts";
import { authorize } from "../authorize.ts";
import { systemContext, type PublicContext, type ServiceContext } from "../context.ts";
import { recordEvent } from "../outbox.ts";
import { inWorkspace } from "../transaction.ts";
import { LEASE_REVOKED } from "./revoke-tasks.ts";
import type { TaskRow } from "./rows.ts";

const BATCH = 100;
/** First wait before a lost attempt is claimable again; doubles with each. */
const BACKOFF_SECONDS = 5;

/**
 * Ends every lease that ran out: back to the queue with a growing pause, or, after the last attempt, to a person with
 * the question what to do. Safe to run twice or on many replicas: rows are locked, and expiry is checked again then.
 * @returns how many leases ended.
 */
export async function sweepLeases(ctx: PublicContext): Promise<{ expired: number }> {
  const workspaces = await ctx.db.selectDistinct({ id: userWorkspaces.workspace_id }).from(userWorkspaces);
  let expired = 0;
  for (const { id } of workspaces) expired += await sweepWorkspace(systemContext(ctx, id));
  return { expired };
}

async function sweepWorkspace(ctx: ServiceContext): Promise<number> {
  return inWorkspace(ctx, async (tx) => {
    const rows = await tx
      .select()
      .from(agentTasks)
      .where(
        and(
          eq(agentTasks.workspace_id, ctx.actor.workspace_id),
          eq(agentTasks.status, "RUNNING"),
          lt(agentTasks.lease_expires_at, sql`clock_timestamp()`),
        ),
      )
      .limit(BATCH)
      .for("update", { skipLocked: true });
    for (const row of rows) await expire(tx, ctx, row);
    return rows.length;
  });
}

async function expire(tx: Tx, ctx: ServiceContext, row: TaskRow): Promise<void> {
  authorize(ctx, "task.manage", row.project_id);
  const isLast = row.attempt >= row.max_attempts;
  const status = isLast ? "NEEDS_INPUT" : "QUEUED";
  await tx
    .update(agentTasks)
    .set({
      ...LEASE_REVOKED,
      status,
      ...(isLast
        ? { question: `The agent went silent ${row.attempt} times. Answer to let it try again, or stop the task.` }
        : { not_before: sql<string>`now() + make_interval(secs => ${BACKOFF_SECONDS * 2 ** (row.attempt - 1)})` }),
    })
    .where(and(eq(agentTasks.workspace_id, row.workspace_id), eq(agentTasks.id, row.id)));
  const about = { project_id: row.project_id, bug_id: row.bug_id, task_id: row.id };
  await recordActivity(tx, ctx, { kind: "TASK_EXPIRED", ...about, from: row.attempt, to: status });
  await recordEvent(tx, ctx, { type: "task.updated", ...about, changes: { status } });
}
