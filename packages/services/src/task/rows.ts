import type { Tx } from "@hawkmoth/db/client";
import { agentTasks } from "@hawkmoth/db/schema/task";
import { bugs } from "@hawkmoth/db/schema/bug";
import { principalId } from "@hawkmoth/db/schema/columns";
import { principals } from "@hawkmoth/db/schema/principal";
import { projects } from "@hawkmoth/db/schema/project";
import { AppError } from "@hawkmoth/domain/errors";
import type { Task, TaskRef } from "@hawkmoth/domain/task/schema";
import { and, eq, type SQL } from "drizzle-orm";
import { shownText } from "../bug/lockdown.ts";
import type { ServiceContext } from "../context.ts";

/** A row of the task table. */
export type TaskRow = typeof agentTasks.$inferSelect;

/** The part of a row that other answers carry. */
export function taskRefOf(row: Pick<TaskRow, "id" | "kind" | "status">): TaskRef {
  return { id: row.id, kind: row.kind, status: row.status };
}

/** Tasks with the names of their bug and agent; add order and limit. */
export function selectTasks(tx: Tx, where: SQL | undefined) {
  return tx
    .select({
      task: agentTasks,
      bug_number: bugs.number,
      bug_title: bugs.title,
      created_by_type: bugs.created_by_type,
      trusted_at: bugs.trusted_at,
      is_locked_down: projects.is_locked_down,
      project_key: projects.key,
      agent_name: principals.name,
    })
    .from(agentTasks)
    .innerJoin(bugs, and(eq(bugs.workspace_id, agentTasks.workspace_id), eq(bugs.id, agentTasks.bug_id)))
    .innerJoin(
      projects,
      and(eq(projects.workspace_id, agentTasks.workspace_id), eq(projects.id, agentTasks.project_id)),
    )
    .innerJoin(
      principals,
      and(
        eq(principals.workspace_id, agentTasks.workspace_id),
        eq(principals.type, agentTasks.assignee_type),
        eq(principals.id, agentTasks.assignee_id),
      ),
    )
    .where(where);
}

type SelectedTask = Awaited<ReturnType<typeof selectTasks>>[number];

/** A selected row as the wire shows it to this caller. */
export function toTask(ctx: ServiceContext, row: SelectedTask): Task {
  const { task, bug_number, bug_title, project_key, agent_name } = row;
  return {
    ...taskRefOf(task),
    bug_id: task.bug_id,
    bug_key: `${project_key}-${bug_number}`,
    bug_title: shownText(ctx, row, bug_title),
    project_id: task.project_id,
    agent: { id: principalId(task.assignee_type, task.assignee_id), name: agent_name },
    priority: task.priority,
    attempt: task.attempt,
    max_attempts: task.max_attempts,
    lease_expires_at: task.lease_expires_at,
    progress: task.progress,
    note: task.note,
    question: task.question,
    answer: task.answer,
    summary: task.summary,
    result: task.result,
    error: task.error,
    client: task.lease_client,
    queued_at: task.queued_at,
    started_at: task.started_at,
    finished_at: task.finished_at,
  };
}

/** Reads one task. @throws NOT_FOUND when the workspace has none of that id. */
export async function readTask(tx: Tx, ctx: ServiceContext, task_id: string): Promise<Task> {
  const { workspace_id } = ctx.actor;
  const [row] = await selectTasks(tx, and(eq(agentTasks.workspace_id, workspace_id), eq(agentTasks.id, task_id)));
  if (!row) throw new AppError("NOT_FOUND");
  return toTask(ctx, row);
}
