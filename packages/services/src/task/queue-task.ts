import type { Tx } from "@hawkmoth/db/client";
import { bugs } from "@hawkmoth/db/schema/bug";
import { principalUuid } from "@hawkmoth/db/schema/columns";
import { agentTasks } from "@hawkmoth/db/schema/task";
import type { AssigneeType } from "@hawkmoth/domain/assignee";
import { isOpen } from "@hawkmoth/domain/bug/states";
import type { TaskKind, TaskRef } from "@hawkmoth/domain/task/schema";
import { OPEN_TASK_STATUSES } from "@hawkmoth/domain/task/states";
import { and, eq, inArray, sql } from "drizzle-orm";
import { actedBy, recordActivity } from "../activity.ts";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { recordEvent } from "../outbox.ts";
import { taskRefOf } from "./rows.ts";

const LEAST_URGENT = 4;

/** What is to be done, by whom. */
export interface TaskWish {
  project_id: string;
  bug_id: string;
  kind: TaskKind;
  assignee_type: AssigneeType;
  assignee_id: string;
}

/**
 * Puts a piece of work in an agent's queue, as urgent as the bug is, inside the transaction of the change that asks for
 * it. A bug has one open task of a kind; when there is one already, that one is the answer.
 * @returns null for a closed bug, on which there is nothing to do.
 */
export async function queueTask(tx: Tx, ctx: ServiceContext, wish: TaskWish): Promise<TaskRef | null> {
  authorize(ctx, "bug.assign", wish.project_id);
  const { workspace_id } = ctx.actor;
  const [bug] = await tx
    .select({ status: bugs.status, priority_rank: bugs.priority_rank })
    .from(bugs)
    .where(and(eq(bugs.workspace_id, workspace_id), eq(bugs.id, wish.bug_id)))
    .for("no key update");
  if (!bug || !isOpen(bug.status)) return null;
  const [queued] = await tx
    .insert(agentTasks)
    .values({
      workspace_id,
      project_id: wish.project_id,
      bug_id: wish.bug_id,
      kind: wish.kind,
      assignee_type: wish.assignee_type,
      assignee_id: principalUuid(wish.assignee_type, wish.assignee_id),
      priority: bug.priority_rank ?? LEAST_URGENT,
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

async function openTaskOf(tx: Tx, ctx: ServiceContext, wish: TaskWish): Promise<TaskRef | null> {
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

type Ranked = Pick<typeof bugs.$inferSelect, "workspace_id" | "id" | "priority_rank">;

/**
 * Moves the open tasks of a bug to the place in their queues that its new priority gives them, in the transaction of
 * the change. The bug's history says who changed the priority.
 */
export async function reprioritizeTasks(tx: Tx, ctx: ServiceContext, bug: Ranked): Promise<void> {
  const priority = bug.priority_rank;
  if (priority === null) return;
  const moved = await tx
    .update(agentTasks)
    .set({ priority, updated_at: sql`now()` })
    .where(
      and(
        eq(agentTasks.workspace_id, bug.workspace_id),
        eq(agentTasks.bug_id, bug.id),
        inArray(agentTasks.status, [...OPEN_TASK_STATUSES]),
      ),
    )
    .returning({ project_id: agentTasks.project_id, bug_id: agentTasks.bug_id, task_id: agentTasks.id });
  await recordEvent(
    tx,
    ctx,
    moved.map((about) => ({ type: "task.updated" as const, ...about, changes: { priority } })),
  );
}
