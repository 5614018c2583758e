import type { Tx } from "@hawkmoth/db/client";
import { activities } from "@hawkmoth/db/schema/activity";
import { actorId, actorUuid } from "@hawkmoth/db/schema/columns";
import { agentTasks } from "@hawkmoth/db/schema/task";
import { projectRoleOf } from "@hawkmoth/domain/access/policy";
import type { ActorRef } from "@hawkmoth/domain/actor";
import { AppError } from "@hawkmoth/domain/errors";
import { and, desc, eq, sql, type SQL } from "drizzle-orm";
import type { ServiceContext } from "../context.ts";
import { hashLeaseToken } from "./lease-token.ts";
import { selectTasks, toTask } from "./rows.ts";

/** A lease token with the task or the bug that the write is about. */
export interface LeaseRef {
  lease_token: string;
  task_id?: string;
  bug_id?: string;
}

/** Who stopped a task, and why. */
export interface TaskStop {
  reason: string | null;
  requested_by: ActorRef | null;
}

/** The answer to a write whose lease is not in force; `stop` when somebody stopped the task. */
export interface LeaseLoss {
  error: AppError;
  stop: TaskStop | null;
}

/** A token is of no use to anybody but the agent it was given to. */
export function heldBy(ctx: ServiceContext): SQL {
  const own = actorUuid(ctx.actor.type, ctx.actor.id);
  return own === null
    ? sql`false`
    : sql`${agentTasks.assignee_type} = ${ctx.actor.type} and ${agentTasks.assignee_id} = ${own}`;
}

/**
 * Says why a lease is not in force for a write. A token stays known after its lease ended, until the task is claimed
 * again. A task that the caller can't see is missing, with or without a lease.
 */
export async function whyLost(tx: Tx, ctx: ServiceContext, ref: LeaseRef): Promise<LeaseLoss> {
  const named = ref.task_id === undefined ? null : await seenTask(tx, ctx, eq(agentTasks.id, ref.task_id));
  if (ref.task_id !== undefined && !named) return { error: new AppError("NOT_FOUND"), stop: null };
  const of_token = and(heldBy(ctx), eq(agentTasks.lease_token_hash, hashLeaseToken(ref.lease_token)));
  const owner = await seenTask(tx, ctx, of_token);
  if (owner?.is_in_force) return { error: belongsElsewhere(owner, named), stop: null };
  const about = named ?? owner ?? (await lastOn(tx, ctx, ref.bug_id));
  return about ? await endOf(tx, ctx, about) : { error: new AppError("LEASE_LOST"), stop: null };
}

type SeenTask = NonNullable<Awaited<ReturnType<typeof seenTask>>>;

async function seenTask(tx: Tx, ctx: ServiceContext, where: SQL | undefined) {
  const mine = and(eq(agentTasks.workspace_id, ctx.actor.workspace_id), where);
  const [row] = await selectTasks(tx, mine).orderBy(desc(agentTasks.created_at)).limit(1);
  if (!row || projectRoleOf(ctx.actor, row.task.project_id) === null) return null;
  const [own] = await tx
    .select({ is_in_force: sql<boolean>`coalesce(${agentTasks.lease_expires_at} > clock_timestamp(), false)` })
    .from(agentTasks)
    .where(and(eq(agentTasks.workspace_id, ctx.actor.workspace_id), eq(agentTasks.id, row.task.id), heldBy(ctx)));
  return { task: toTask(ctx, row), is_own: own !== undefined, is_in_force: own?.is_in_force ?? false };
}

/** The newest task of the caller on the bug of a write whose token nothing is known of. */
async function lastOn(tx: Tx, ctx: ServiceContext, bug_id: string | undefined): Promise<SeenTask | null> {
  return bug_id === undefined ? null : await seenTask(tx, ctx, and(heldBy(ctx), eq(agentTasks.bug_id, bug_id)));
}

function belongsElsewhere({ task }: SeenTask, named: SeenTask | null): AppError {
  const { id: task_id, bug_id, bug_key } = task;
  if (named)
    return new AppError("INVALID_INPUT", {
      message: `This lease_token belongs to the task ${task_id} of ${bug_key}, which is still yours; nothing was changed.`,
      field: "lease_token",
      hint: `Send it with task_id ${task_id}.`,
      details: { task_id, bug_id, bug_key },
    });
  return new AppError("INVALID_INPUT", {
    message: `This lease_token belongs to ${bug_key}, whose task is still yours; nothing was changed here. Leave lease_token out of writes on other bugs.`,
    field: "lease_token",
    hint: `Send the call again without lease_token, and go on with ${bug_key}.`,
    details: { task_id, bug_id, bug_key, next: "Send the call again without lease_token." },
  });
}

async function endOf(tx: Tx, ctx: ServiceContext, { task, is_own }: SeenTask): Promise<LeaseLoss> {
  if (!is_own) return { error: new AppError("LEASE_LOST"), stop: null };
  const { id: task_id, bug_key, status } = task;
  const about = { task_id, bug_key, status };
  const lost = (message: string, hint: string, details: Record<string, unknown> = {}) =>
    new AppError("LEASE_LOST", { message, hint, details: { ...about, cancel_requested: false, ...details } });
  const again = `If the work is still to be done, claim ${task_id} again.`;
  switch (status) {
    case "CANCELLED": {
      const stop = { reason: task.error, requested_by: await whoStopped(tx, ctx, task) };
      const by = stop.requested_by?.name ?? "Somebody";
      const message = `${by} stopped the task of ${bug_key}${stop.reason ? ` (${stop.reason})` : ""}; nothing was changed.`;
      return { error: lost(message, "Stop work on it.", { cancel_requested: true, ...stop }), stop };
    }
    case "NEEDS_INPUT":
    case "NEEDS_APPROVAL":
      return {
        error: lost(
          `The task of ${bug_key} waits for a person; nothing was changed.`,
          `When they answered, claim ${task_id} again. Comments go without lease_token.`,
        ),
        stop: null,
      };
    case "SUCCEEDED":
    case "FAILED":
      return {
        error: lost(`The task of ${bug_key} is finished (${status}); nothing was changed.`, "Take another task."),
        stop: null,
      };
    case "QUEUED":
      return {
        error: lost(`Your lease on ${bug_key} ended and the task is queued again; nothing was changed.`, again),
        stop: null,
      };
    case "RUNNING":
      return {
        error: lost(
          `Your lease on ${bug_key} ran out, or the task was claimed again since; nothing was changed.`,
          `Stop, unless no other session of yours works on it; then claim ${task_id} again.`,
        ),
        stop: null,
      };
  }
}

async function whoStopped(tx: Tx, ctx: ServiceContext, task: { id: string; bug_id: string }): Promise<ActorRef | null> {
  const [row] = await tx
    .select({ type: activities.actor_type, id: activities.actor_id, name: activities.actor_name })
    .from(activities)
    .where(
      and(
        eq(activities.workspace_id, ctx.actor.workspace_id),
        eq(activities.bug_id, task.bug_id),
        eq(activities.task_id, task.id),
        eq(activities.kind, "TASK_CANCELLED"),
      ),
    )
    .orderBy(desc(activities.created_at))
    .limit(1);
  return row ? { ...row, id: actorId(row.type, row.id) } : null;
}
