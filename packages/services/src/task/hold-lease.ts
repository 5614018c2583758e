import type { Tx } from "@hawkmoth/db/client";
import { actorUuid } from "@hawkmoth/db/schema/columns";
import { agentTasks } from "@hawkmoth/db/schema/task";
import { projectRoleOf } from "@hawkmoth/domain/access/policy";
import { AppError } from "@hawkmoth/domain/errors";
import { and, eq, sql, type SQL } from "drizzle-orm";
import type { ServiceContext } from "../context.ts";
import { hashLeaseToken } from "./lease-token.ts";
import type { TaskRow } from "./rows.ts";

/** Which lease a write belongs to: its token, and the task or the bug it is about. */
export interface HeldLease {
  lease_token: string;
  task_id?: string;
  bug_id?: string;
  /** Seconds from now; the length of the claim when left out. */
  lease_seconds?: number;
}

/**
 * Checks fence and expiry of a lease inside the transaction of the write it guards, and renews it: an accepted write
 * is a sign of life. The row stays locked until that transaction ends, so neither the sweeper nor another claim can
 * come between.
 * @throws LEASE_LOST when the token is not the current one of this caller, the lease ran out, or it is for another bug; NOT_FOUND for a task that is
 * invisible to the caller.
 */
export async function holdLease(tx: Tx, ctx: ServiceContext, held: HeldLease): Promise<TaskRow> {
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
  if (!row) throw await whyLost(tx, ctx, held);
  return row;
}

/** A token is of no use to anybody but the agent it was given to. */
function heldBy(ctx: ServiceContext): SQL {
  const own = actorUuid(ctx.actor.type, ctx.actor.id);
  return own === null
    ? sql`false`
    : sql`${agentTasks.assignee_type} = ${ctx.actor.type} and ${agentTasks.assignee_id} = ${own}`;
}

/** A task the caller can't see is missing, with or without a lease. */
async function whyLost(tx: Tx, ctx: ServiceContext, { task_id }: HeldLease): Promise<AppError> {
  if (task_id === undefined) return new AppError("LEASE_LOST");
  const [task] = await tx
    .select({ project_id: agentTasks.project_id })
    .from(agentTasks)
    .where(and(eq(agentTasks.workspace_id, ctx.actor.workspace_id), eq(agentTasks.id, task_id)));
  const is_visible = task !== undefined && projectRoleOf(ctx.actor, task.project_id) !== null;
  return new AppError(is_visible ? "LEASE_LOST" : "NOT_FOUND");
}
