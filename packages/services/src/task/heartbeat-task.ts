import type { Tx } from "@hawkmoth/db/client";
import { comments } from "@hawkmoth/db/schema/comment";
import { agentTasks } from "@hawkmoth/db/schema/task";
import { AppError } from "@hawkmoth/domain/errors";
import type { HeartbeatTaskInput, TaskHeartbeat } from "@hawkmoth/domain/task/schema";
import { and, asc, eq, gt, sql } from "drizzle-orm";
import { recordActivity } from "../activity.ts";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { recordEvent } from "../outbox.ts";
import { inWorkspace } from "../transaction.ts";
import { renewLease } from "./hold-lease.ts";
import { whyLost, type LeaseLoss } from "./lease-loss.ts";
import type { TaskRow } from "./rows.ts";

const MAX_PROMPTS = 20;

/**
 * Renews a lease and hands over what people wrote since the last heartbeat. Of a task that somebody stopped or gave to
 * another it says so, with the reason: the lease is void already, and the work is to be dropped.
 * @throws LEASE_LOST when the lease ended otherwise.
 */
export async function heartbeatTask(ctx: ServiceContext, input: HeartbeatTaskInput): Promise<TaskHeartbeat> {
  return inWorkspace(ctx, async (tx) => {
    const row = await renewLease(tx, ctx, input);
    if (!row) return stopped(await whyLost(tx, ctx, input));
    authorize(ctx, "task.run", row.project_id);
    const prompts = await promptsSince(tx, row);
    const news = { progress: input.progress ?? row.progress, note: input.note ?? row.note };
    await tx
      .update(agentTasks)
      .set({ ...news, prompts_seen_at: prompts.at(-1)?.created_at ?? row.prompts_seen_at ?? row.started_at })
      .where(and(eq(agentTasks.workspace_id, row.workspace_id), eq(agentTasks.id, row.id)));
    if (input.progress !== undefined || input.note !== undefined) await announce(tx, ctx, { row, news });
    if (row.lease_expires_at === null) throw new AppError("LEASE_LOST");
    return { lease_expires_at: row.lease_expires_at, ...NOT_STOPPED, prompts };
  });
}

const NOT_STOPPED = { cancel_requested: false, reason: null, requested_by: null } as const;

function stopped({ stop, error }: LeaseLoss): TaskHeartbeat {
  if (!stop) throw error;
  return { lease_expires_at: null, cancel_requested: true, ...stop, prompts: [] };
}

async function promptsSince(tx: Tx, row: TaskRow) {
  const since = row.prompts_seen_at ?? row.started_at ?? row.queued_at;
  return tx
    .select({ id: comments.id, author: comments.actor_name, body: comments.body, created_at: comments.created_at })
    .from(comments)
    .where(
      and(
        eq(comments.workspace_id, row.workspace_id),
        eq(comments.bug_id, row.bug_id),
        eq(comments.actor_type, "MEMBER"),
        gt(comments.created_at, sql.param(since, comments.created_at)),
      ),
    )
    .orderBy(asc(comments.created_at))
    .limit(MAX_PROMPTS);
}

interface News {
  row: TaskRow;
  news: { progress: number | null; note: string | null };
}

async function announce(tx: Tx, ctx: ServiceContext, { row, news }: News): Promise<void> {
  const about = { project_id: row.project_id, bug_id: row.bug_id, task_id: row.id };
  if (news.note !== row.note)
    await recordActivity(tx, ctx, { kind: "TASK_UPDATED", ...about, field: "note", to: news.note });
  const changes = { ...news, lease_expires_at: row.lease_expires_at };
  await recordEvent(tx, ctx, { type: "task.updated", ...about, changes });
}
