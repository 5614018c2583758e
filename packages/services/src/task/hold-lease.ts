import type { Tx } from "@hawkmoth/db/client";
import { agentTasks } from "@hawkmoth/db/schema/task";
import { and, eq, sql } from "drizzle-orm";
import type { ServiceContext } from "../context.ts";
import { hashLeaseToken } from "./lease-token.ts";
import { heldBy, whyLost, type LeaseRef } from "./lease-loss.ts";
import type { TaskRow } from "./rows.ts";

/** Which lease a write belongs to: its token, and the task or the bug it is about. */
export interface HeldLease extends LeaseRef {
  /** Seconds from now; the length of the claim when left out. */
  lease_seconds?: number;
}

/**
 * Checks fence and expiry of a lease inside the transaction of the write it guards, and renews it: an accepted write
 * is a sign of life. The row stays locked until that transaction ends, so neither the sweeper nor another claim can
 * come between.
 * @throws LEASE_LOST saying how the lease ended, INVALID_INPUT when it is in force but for another bug or task,
 * NOT_FOUND for a task that is invisible to the caller.
 */
export async function holdLease(tx: Tx, ctx: ServiceContext, held: HeldLease): Promise<TaskRow> {
  const row = await renewLease(tx, ctx, held);
  if (!row) throw (await whyLost(tx, ctx, held)).error;
  return row;
}

/** The same, null when the lease is not in force for this write; `whyLost` says why. */
export async function renewLease(tx: Tx, ctx: ServiceContext, held: HeldLease): Promise<TaskRow | null> {
  const seconds = held.lease_seconds ?? agentTasks.lease_seconds;
  const [row] = await tx
    .update(agentTasks)
    .set({ lease_expires_at: sql`clock_timestamp() + make_interval(secs => ${seconds})`, updated_at: sql`now()` })
    .where(
      and(
        eq(agentTasks.workspace_id, ctx.actor.workspace_id),
        held.task_id === undefined ? undefined : eq(agentTasks.id, held.task_id),
        held.bug_id === undefined ? undefined : eq(agentTasks.bug_id, held.bug_id),
        eq(agentTasks.status, "RUNNING"),
        eq(agentTasks.lease_token_hash, hashLeaseToken(held.lease_token)),
        sql`${agentTasks.lease_expires_at} > clock_timestamp()`,
        heldBy(ctx),
      ),
    )
    .returning();
  return row ?? null;
}
