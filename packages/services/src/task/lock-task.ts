import type { Tx } from "@hawkmoth/db/client";
import { agentTasks } from "@hawkmoth/db/schema/task";
import { AppError } from "@hawkmoth/domain/errors";
import { and, eq } from "drizzle-orm";
import type { ServiceContext } from "../context.ts";
import type { TaskRow } from "./rows.ts";

/** Reads a task and keeps others from changing it until the transaction ends. @throws NOT_FOUND */
export async function lockTask(tx: Tx, ctx: ServiceContext, task_id: string): Promise<TaskRow> {
  const [row] = await tx
    .select()
    .from(agentTasks)
    .where(and(eq(agentTasks.workspace_id, ctx.actor.workspace_id), eq(agentTasks.id, task_id)))
    .for("update");
  if (!row) throw new AppError("NOT_FOUND");
  return row;
}
