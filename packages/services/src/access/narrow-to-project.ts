import { inWorkspace } from "@hawkmoth/db/in-workspace";
import { projects } from "@hawkmoth/db/schema/project";
import type { Actor } from "@hawkmoth/domain/actor";
import { isId } from "@hawkmoth/domain/ids";
import { and, eq } from "drizzle-orm";
import type { PublicContext } from "../context.ts";

/**
 * The actor, seeing nothing but the project of that id or key for this request: none at all when it does not exist or
 * when the credential excludes it. Roles and scopes stay, so this never widens anything.
 */
export async function narrowToProject(ctx: PublicContext, actor: Actor, project: string): Promise<Actor> {
  const id = isId("project", project) ? project : await idOfKey(ctx, actor.workspace_id, project);
  const isReachable = id !== null && (actor.project_ids === null || actor.project_ids.includes(id));
  return { ...actor, project_ids: isReachable ? [id] : [] };
}

async function idOfKey(ctx: PublicContext, workspace_id: string, key: string): Promise<string | null> {
  const [row] = await inWorkspace(ctx.db, workspace_id, (tx) =>
    tx
      .select({ id: projects.id })
      .from(projects)
      .where(and(eq(projects.workspace_id, workspace_id), eq(projects.key, key.toUpperCase()))),
  );
  return row?.id ?? null;
}
