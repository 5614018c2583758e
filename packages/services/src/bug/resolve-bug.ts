import type { Tx } from "@hawkmoth/db/client";
import { bugs } from "@hawkmoth/db/schema/bug";
import { projects } from "@hawkmoth/db/schema/project";
import { projectRoleOf } from "@hawkmoth/domain/access/policy";
import { AppError } from "@hawkmoth/domain/errors";
import { isId, parseBugKey } from "@hawkmoth/domain/ids";
import { and, eq, type SQL } from "drizzle-orm";
import type { ServiceContext } from "../context.ts";

/** A row of the bug table with the key and the lockdown of its project. */
export type BugRow = typeof bugs.$inferSelect & { project_key: string; is_locked_down: boolean };

/** `SHOP-412` of a row. */
export function bugKeyOf(row: Pick<BugRow, "project_key" | "number">): string {
  return `${row.project_key}-${row.number}`;
}

/**
 * Finds the bug that an id or a key names, if the actor can see its project.
 * @throws NOT_FOUND alike for what does not exist, what another workspace holds, and what the actor may not see.
 */
export async function resolveBugRef(tx: Tx, ctx: ServiceContext, ref: string): Promise<BugRow> {
  const named = namedBy(ref);
  const [row] = named
    ? await tx
        .select({ bug: bugs, project_key: projects.key, is_locked_down: projects.is_locked_down })
        .from(bugs)
        .innerJoin(projects, and(eq(projects.workspace_id, bugs.workspace_id), eq(projects.id, bugs.project_id)))
        .where(and(eq(bugs.workspace_id, ctx.actor.workspace_id), named))
    : [];
  if (!row || projectRoleOf(ctx.actor, row.bug.project_id) === null) throw new AppError("NOT_FOUND");
  return { ...row.bug, project_key: row.project_key, is_locked_down: row.is_locked_down };
}

function namedBy(ref: string): SQL | undefined {
  if (isId("bug", ref)) return eq(bugs.id, ref);
  const key = parseBugKey(ref);
  return key ? and(eq(projects.key, key.project_key), eq(bugs.number, key.number)) : undefined;
}
