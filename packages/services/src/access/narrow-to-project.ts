import { inWorkspace } from "@hawkmoth/db/in-workspace";
import { projects } from "@hawkmoth/db/schema/project";
import { projectRoleOf } from "@hawkmoth/domain/access/policy";
import type { Actor } from "@hawkmoth/domain/actor";
import { isId } from "@hawkmoth/domain/ids";
import { and, eq } from "drizzle-orm";
import type { PublicContext } from "../context.ts";

/**
 * The actor, seeing nothing but the project of that id or key for this request: none at all when it does not exist in
 * the workspace or they don't see it. Roles and scopes stay, so this never widens anything.
 */
export async function narrowToProject(ctx: PublicContext, actor: Actor, project: string): Promise<Actor> {
  const id = await idOf(ctx, actor.workspace_id, project);
  const isVisible = id !== null && projectRoleOf(actor, id) !== null;
  return { ...actor, project_ids: isVisible ? [id] : [] };
}

async function idOf(ctx: PublicContext, workspace_id: string, project: string): Promise<string | null> {
  const named = isId("project", project) ? eq(projects.id, project) : eq(projects.key, project.toUpperCase());
  const [row] = await inWorkspace(ctx.db, workspace_id, (tx) =>
    tx
      .select({ id: projects.id })
      .from(projects)
      .where(and(eq(projects.workspace_id, workspace_id), named)),
  );
  return row?.id ?? null;
}
