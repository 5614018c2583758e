import type { Tx } from "@hawkmoth/db/client";
import { agentTasks } from "@hawkmoth/db/schema/task";
import { AppError } from "@hawkmoth/domain/errors";
import type { Task } from "@hawkmoth/domain/task/schema";
import { and, eq } from "drizzle-orm";
import type { ServiceContext } from "../context.ts";
import { selectTasks, toTask } from "./rows.ts";

interface Asked {
  task_id: string;
  isVisible: (project_id: string) => boolean;
  mayRun: (project_id: string) => boolean;
}

/** Why a task named by id could not be claimed. */
export async function whyNotClaimed(tx: Tx, ctx: ServiceContext, asked: Asked): Promise<AppError> {
  const [row] = await selectTasks(
    tx,
    and(eq(agentTasks.workspace_id, ctx.actor.workspace_id), eq(agentTasks.id, asked.task_id)),
  );
  if (!row || !asked.isVisible(row.task.project_id)) return new AppError("NOT_FOUND");
  if (!asked.mayRun(row.task.project_id)) return new AppError("FORBIDDEN");
  const task = toTask(ctx, row);
  return new AppError("CONFLICT", {
    message: reason(task),
    hint: "Call get_agent_tasks, or claim without task_id for the next one of yours.",
    details: {
      status: task.status,
      holder: {
        assignee_type: row.task.assignee_type,
        assignee_id: task.agent.id,
        name: task.agent.name,
        client: task.client,
      },
      lease_expires_at: task.lease_expires_at,
    },
  });
}

function reason(task: Task): string {
  if (task.status === "RUNNING") return `This task is held by ${task.agent.name} until ${task.lease_expires_at}.`;
  if (task.status === "QUEUED") return `This task waits for ${task.agent.name}.`;
  return `This task is ${task.status} and can't be claimed.`;
}
