import { inWorkspace } from "@hawkmoth/db/in-workspace";
import { principalUuid } from "@hawkmoth/db/schema/columns";
import { userWorkspaces, workspaces } from "@hawkmoth/db/schema/workspace";
import { Scope } from "@hawkmoth/domain/access/schema";
import type { Actor } from "@hawkmoth/domain/actor";
import { isId } from "@hawkmoth/domain/ids";
import { and, asc, eq } from "drizzle-orm";
import type { PublicContext } from "../context.ts";
import { loadActor } from "./load-actor.ts";

/**
 * Tells whom a signed-in person acts as in a workspace, named by slug or id; in their oldest one when none is named.
 * Null when they don't belong to it, it doesn't exist, or they were disabled there.
 */
export async function resolveSession(
  ctx: PublicContext,
  user_id: string,
  workspace: string | null,
): Promise<Actor | null> {
  const [membership] = await ctx.db
    .select({ workspace_id: userWorkspaces.workspace_id, member_id: userWorkspaces.member_id })
    .from(userWorkspaces)
    .innerJoin(workspaces, eq(workspaces.id, userWorkspaces.workspace_id))
    .where(and(eq(userWorkspaces.user_id, user_id), named(workspace)))
    .orderBy(asc(workspaces.created_at), asc(workspaces.id))
    .limit(1);
  if (!membership) return null;
  const { workspace_id, member_id } = membership;
  return await inWorkspace(ctx.db, workspace_id, (tx) =>
    loadActor(tx, {
      workspace_id,
      type: "MEMBER",
      uuid: principalUuid("MEMBER", member_id),
      scopes: Scope.options,
      project_ids: null,
      key_id: null,
    }),
  );
}

function named(workspace: string | null) {
  if (workspace === null) return undefined;
  return isId("workspace", workspace) ? eq(workspaces.id, workspace) : eq(workspaces.slug, workspace.toLowerCase());
}
