import type { Tx } from "@hawkmoth/db/client";
import { principalUuid } from "@hawkmoth/db/schema/columns";
import { agentTasks } from "@hawkmoth/db/schema/task";
import type { AssigneeType } from "@hawkmoth/domain/assignee";
import type { TaskKind, TaskRef } from "@hawkmoth/domain/task/schema";
import { OPEN_TASK_STATUSES } from "@hawkmoth/domain/task/states";
import { and, eq, inArray, sql } from "drizzle-orm";
import { actedBy, recordActivity } from "../activity.ts";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { recordEvent } from "../outbox.ts";
import { taskRefOf } from "./rows.ts";

/** What is to be done, by whom. */
export interface TaskWish {
  project_id: string;
  bug_id: string;
  kind: TaskKind;
  assignee_type: AssigneeType;
  assignee_id: string;
  /** 0 is most urgent. */
  priority: number;
}

/**
 * Puts a piece of work in an agent's queue, inside the transaction of the change that asks for it. A bug has one open
 * task of a kind; when there is one already, that one is the answer.
 */
export async function queueTask(tx: Tx, ctx: ServiceContext, wish: TaskWish): Promise<TaskRef> {
  authorize(ctx, "bug.assign", wish.project_id);
  const { workspace_id } = ctx.actor;
  const [queued] = await tx
    .insert(agentTasks)
    .values({
      workspace_id,
      project_id: wish.project_id,
      bug_id: wish.bug_id,
      kind: wish.kind,
      assignee_type: wish.assignee_type,
      assignee_id: principalUuid(wish.assignee_type, wish.assignee_id),
      priority: wish.priority,
      ...actedBy(ctx),
    })
    .onConflictDoNothing({
      target: [agentTasks.workspace_id, agentTasks.bug_id, agentTasks.kind],
      where: sql`status in (${sql.raw(OPEN_TASK_STATUSES.map((status) => `'${status}'`).join(", "))})`,
    })
    .returning();
  if (!queued) return openTaskOf(tx, ctx, wish);
  const about = { project_id: wish.project_id, bug_id: wish.bug_id, task_id: queued.id };
  await recordActivity(tx, ctx, { kind: "TASK_QUEUED", ...about, to: wish.kind });
  await recordEvent(tx, ctx, { type: "task.updated", ...about, changes: { status: queued.status } });
  return taskRefOf(queued);
}

async function openTaskOf(tx: Tx, ctx: ServiceContext, wish: TaskWish): Promise<TaskRef> {
  const [open] = await tx
    .select({ id: agentTasks.id, kind: agentTasks.kind, status: agentTasks.status })
    .from(agentTasks)
    .where(
      and(
        eq(agentTasks.workspace_id, ctx.actor.workspace_id),
        eq(agentTasks.bug_id, wish.bug_id),
        eq(agentTasks.kind, wish.kind),
        inArray(agentTasks.status, [...OPEN_TASK_STATUSES]),
      ),
    );
  return open ? taskRefOf(open) : queueTask(tx, ctx, wish);
}
