import type { Tx } from "@hawkmoth/db/client";
import { bugs } from "@hawkmoth/db/schema/bug";
import { quoted } from "@hawkmoth/db/schema/columns";
import { projects } from "@hawkmoth/db/schema/project";
import { projectRoleOf } from "@hawkmoth/domain/access/policy";
import type { Actor } from "@hawkmoth/domain/actor";
import { OPEN_STATUSES } from "@hawkmoth/domain/bug/states";
import { AppError } from "@hawkmoth/domain/errors";
import type { Project } from "@hawkmoth/domain/project/schema";
import { and, eq, inArray, sql, type SQL } from "drizzle-orm";
import type { ServiceContext } from "../context.ts";

type ProjectRow = typeof projects.$inferSelect & { open_count: number };

/** Projects with the number of their open bugs; add order and limit. */
export function selectProjects(tx: Tx, where: SQL | undefined) {
  const open = tx
    .select({ project_id: bugs.project_id, open_count: sql<string>`count(*)`.as("open_count") })
    .from(bugs)
    .where(sql`${bugs.workspace_id} = ${projects.workspace_id} and ${bugs.project_id} = ${projects.id}
      and ${bugs.status} in (${quoted(OPEN_STATUSES)}) and ${bugs.resolution} is null`)
    .groupBy(bugs.project_id)
    .as("open");
  return tx
    .select({ project: projects, open_count: sql<number>`coalesce(${open.open_count}, 0)`.mapWith(Number) })
    .from(projects)
    .leftJoinLateral(open, sql`true`)
    .where(where);
}

/** A row as the actor sees it; null when the actor has no role in the project. */
export function toProject(actor: Actor, row: ProjectRow): Project | null {
  const role = projectRoleOf(actor, row.id);
  if (!role) return null;
  const { id, key, name, open_count, allowed_origins, capture_policy, is_locked_down, created_at } = row;
  return { id, key, name, role, open_count, allowed_origins, capture_policy, is_locked_down, created_at };
}

/** Reads one project. @throws NOT_FOUND when it does not exist or the actor can't see it. */
export async function readProject(tx: Tx, ctx: ServiceContext, project_id: string): Promise<Project> {
  const [row] = await selectProjects(
    tx,
    and(eq(projects.workspace_id, ctx.actor.workspace_id), eq(projects.id, project_id)),
  );
  const project = row && toProject(ctx.actor, { ...row.project, open_count: row.open_count });
  if (!project) throw new AppError("NOT_FOUND");
  return project;
}

/**
 * Makes sure that projects exist. Roles alone don't tell: the workspace's owners have one in any project they name.
 * @throws NOT_FOUND when one of them is of another workspace or of none.
 */
export async function assertProjects(tx: Tx, ctx: ServiceContext, project_ids: readonly string[]): Promise<void> {
  const wanted = [...new Set(project_ids)];
  if (wanted.length === 0) return;
  const found = await tx
    .select({ id: projects.id })
    .from(projects)
    .where(and(eq(projects.workspace_id, ctx.actor.workspace_id), inArray(projects.id, wanted)));
  if (found.length < wanted.length) throw new AppError("NOT_FOUND");
}
