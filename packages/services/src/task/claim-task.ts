import type { Tx } from "@hawkmoth/db/client";
import { agentTasks } from "@hawkmoth/db/schema/task";
import { assertNotReserved, may, projectRoleOf } from "@hawkmoth/domain/access/policy";
import type { ClaimedTask, ClaimTaskInput } from "@hawkmoth/domain/task/schema";
import { and, asc, eq, inArray, lte, sql, type SQL } from "drizzle-orm";
import { recordActivity } from "../activity.ts";
import { assertStillValid } from "../access/assert-still-valid.ts";
import { createSeats } from "../access/seats.ts";
import { authorize, authorizedProjectIds } from "../authorize.ts";
import { clientLabel, type ServiceContext } from "../context.ts";
import { recordEvent } from "../outbox.ts";
import { inWorkspace } from "../transaction.ts";
import { whyNotClaimed } from "./why-not-claimed.ts";
import { holdLease } from "./hold-lease.ts";
import { heldBy } from "./lease-loss.ts";
import { newLeaseToken } from "./lease-token.ts";
import { toClaimedTask } from "./claimed-task.ts";
import type { TaskRow } from "./rows.ts";

/** How often a waiting claim looks by itself: pauses after lost attempts end without a wake-up. */
const POLL_MS = 1000;

/** Each waiting claim looks for a task at every wake-up, so a principal may have only so many of them. */
const waitingClaims = createSeats({ name: "waiting claims", max_per_principal: 20 });

const NOTHING: ClaimedTask = {
  task: null,
  bug: null,
  instructions: null,
  rules: null,
  lease_token: null,
  fencing_token: null,
  lease_expires_at: null,
};

/**
 * Takes a queued task of the caller under a lease: the one named, or the most urgent eligible one. One statement takes
 * it, so of any number of claimers exactly one wins. With the token of a lease still held, it renews that lease. Without
 * the token, naming a task that the caller itself holds takes it over under a new fence: the old token is void.
 * @returns all null when nothing is queued within `wait_seconds`.
 * @throws FORBIDDEN for a person, UNAUTHENTICATED when the credential ended while it waited, RATE_LIMITED when too many claims of the caller wait, CONFLICT naming holder and expiry when the named task is not to be had, NOT_FOUND when it is invisible.
 */
export async function claimTask(ctx: ServiceContext, input: ClaimTaskInput): Promise<ClaimedTask> {
  const claimed = await claimOnce(ctx, input);
  if (claimed || input.wait_seconds === 0) return claimed ?? NOTHING;
  const giveBack = waitingClaims.take(ctx.actor);
  try {
    return (await claimWithin(ctx, input, Date.now() + input.wait_seconds * 1000)) ?? NOTHING;
  } finally {
    giveBack();
  }
}

async function claimWithin(ctx: ServiceContext, input: ClaimTaskInput, deadline: number): Promise<ClaimedTask | null> {
  for (let left_ms = deadline - Date.now(); left_ms > 0; left_ms = deadline - Date.now()) {
    await ctx.ports.wake.next(Math.min(left_ms, POLL_MS));
    await assertStillValid(ctx);
    const claimed = await claimOnce(ctx, input);
    if (claimed) return claimed;
  }
  return null;
}

function claimOnce(ctx: ServiceContext, input: ClaimTaskInput): Promise<ClaimedTask | null> {
  return inWorkspace(ctx, async (tx) => {
    const projects = authorizedProjectIds(ctx, "task.run");
    if (input.project_id !== undefined) authorize(ctx, "task.run", input.project_id);
    if (input.lease_token !== undefined) {
      const held = await holdLease(tx, ctx, { ...input, lease_token: input.lease_token });
      authorize(ctx, "task.run", held.project_id);
      return toClaimedTask(tx, ctx, { row: held, lease_token: input.lease_token });
    }
    const lease = newLeaseToken();
    const seen = await heldBefore(tx, ctx, input);
    const arming = armed(ctx, { hash: lease.hash, seconds: input.lease_seconds });
    const row =
      (await take(tx, ctx, { where: eligible(ctx, input, projects), arming })) ??
      (seen && (await takeOver(tx, { where: and(mine(ctx, input, projects), seen), arming })));
    if (row) {
      await record(tx, ctx, row);
      return toClaimedTask(tx, ctx, { row, lease_token: lease.token });
    }
    if (input.task_id !== undefined)
      throw await whyNotClaimed(tx, ctx, {
        task_id: input.task_id,
        isVisible: (id) => projectRoleOf(ctx.actor, id) !== null,
        mayRun: (id) => may(ctx.actor, "task.run", id),
      });
    // Otherwise a person would wait for a task that never comes.
    assertNotReserved(ctx.actor, "task.run");
    return null;
  });
}

/** The tasks that the caller may work on and asks for. */
function mine(ctx: ServiceContext, input: ClaimTaskInput, projects: readonly string[] | null): SQL | undefined {
  return and(
    eq(agentTasks.workspace_id, ctx.actor.workspace_id),
    heldBy(ctx),
    input.task_id === undefined ? undefined : eq(agentTasks.id, input.task_id),
    projects === null ? undefined : inArray(agentTasks.project_id, [...projects]),
    input.project_id === undefined ? undefined : eq(agentTasks.project_id, input.project_id),
    input.kinds === undefined ? undefined : inArray(agentTasks.kind, input.kinds),
  );
}

function eligible(ctx: ServiceContext, input: ClaimTaskInput, projects: readonly string[] | null): SQL | undefined {
  return and(
    mine(ctx, input, projects),
    eq(agentTasks.status, "QUEUED"),
    input.task_id === undefined ? lte(agentTasks.not_before, sql`now()`) : undefined,
  );
}

/**
 * The lease under which the named task was held when this claim began, as a condition. Of claims that race for a queued
 * task none has seen it held, so that the losers do not take it from the winner.
 */
async function heldBefore(tx: Tx, ctx: ServiceContext, { task_id }: ClaimTaskInput): Promise<SQL | undefined> {
  if (task_id === undefined) return undefined;
  const [row] = await tx
    .select({ fence: agentTasks.fence })
    .from(agentTasks)
    .where(
      and(
        eq(agentTasks.workspace_id, ctx.actor.workspace_id),
        eq(agentTasks.id, task_id),
        eq(agentTasks.status, "RUNNING"),
        heldBy(ctx),
      ),
    );
  return row && and(eq(agentTasks.status, "RUNNING"), eq(agentTasks.fence, row.fence));
}

/** What a claim stores: a new attempt under a new fence and a new token. */
function armed(ctx: ServiceContext, { hash, seconds }: { hash: string; seconds: number }) {
  return {
    status: "RUNNING" as const,
    attempt: sql`${agentTasks.attempt} + 1`,
    fence: sql`${agentTasks.fence} + 1`,
    lease_token_hash: hash,
    lease_seconds: seconds,
    lease_expires_at: sql`clock_timestamp() + make_interval(secs => ${seconds})`,
    lease_client: clientLabel(ctx.client),
    progress: null,
    note: null,
    started_at: sql`now()`,
    updated_at: sql`now()`,
  };
}

interface Taking {
  where: SQL | undefined;
  arming: ReturnType<typeof armed>;
}

async function take(tx: Tx, ctx: ServiceContext, { where, arming }: Taking): Promise<TaskRow | undefined> {
  const next = tx
    .select({ id: agentTasks.id })
    .from(agentTasks)
    .where(where)
    .orderBy(asc(agentTasks.priority), asc(agentTasks.queued_at), asc(agentTasks.id))
    .limit(1)
    .for("update", { skipLocked: true });
  const [row] = await tx
    .update(agentTasks)
    .set(arming)
    .where(and(eq(agentTasks.workspace_id, ctx.actor.workspace_id), sql`${agentTasks.id} = (${next.getSQL()})`))
    .returning();
  return row;
}

/** A holder that lost its token takes its own task over; whoever still has the old token is fenced off. */
async function takeOver(tx: Tx, { where, arming }: Taking): Promise<TaskRow | undefined> {
  const [row] = await tx.update(agentTasks).set(arming).where(where).returning();
  return row;
}

async function record(tx: Tx, ctx: ServiceContext, row: TaskRow): Promise<void> {
  const about = { project_id: row.project_id, bug_id: row.bug_id, task_id: row.id };
  await recordActivity(tx, ctx, { kind: "TASK_CLAIMED", ...about, to: row.attempt });
  const changes = { status: row.status, attempt: row.attempt, lease_expires_at: row.lease_expires_at };
  await recordEvent(tx, ctx, { type: "task.updated", ...about, changes });
}
