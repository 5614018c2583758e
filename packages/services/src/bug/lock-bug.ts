import type { Tx } from "@hawkmoth/db/client";
import { bugs } from "@hawkmoth/db/schema/bug";
import { agentTasks } from "@hawkmoth/db/schema/task";
import { and, eq, inArray } from "drizzle-orm";
import type { BugRow } from "./resolve-bug.ts";

/**
 * Keeps others from changing a bug until the transaction ends. Whoever changes a bug and its tasks locks the bug first,
 * so that two of them wait for each other and never for both.
 */
export async function lockBug(tx: Tx, { workspace_id, id }: Pick<BugRow, "workspace_id" | "id">): Promise<void> {
  await tx
    .select({ id: bugs.id })
    .from(bugs)
    .where(and(eq(bugs.workspace_id, workspace_id), eq(bugs.id, id)))
    .for("no key update");
}

/** The same for the bug of a task; null when there is none of that id. */
export async function lockBugOfTask(
  tx: Tx,
  { workspace_id, task_id }: { workspace_id: string; task_id: string },
): Promise<Pick<BugRow, "id" | "status"> | null> {
  const named = tx
    .select({ bug_id: agentTasks.bug_id })
    .from(agentTasks)
    .where(and(eq(agentTasks.workspace_id, workspace_id), eq(agentTasks.id, task_id)));
  const [bug] = await tx
    .select({ id: bugs.id, status: bugs.status })
    .from(bugs)
    .where(and(eq(bugs.workspace_id, workspace_id), inArray(bugs.id, named)))
    .for("no key update");
  return bug ?? null;
}
