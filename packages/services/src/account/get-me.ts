import { inWorkspace } from "@hawkmoth/db/in-workspace";
import { users } from "@hawkmoth/db/schema/auth-tables";
import { projects } from "@hawkmoth/db/schema/project";
import { workspaces } from "@hawkmoth/db/schema/workspace";
import { possibleActions, projectRoleOf } from "@hawkmoth/domain/access/policy";
import type { Me, User } from "@hawkmoth/domain/account/schema";
import type { Actor } from "@hawkmoth/domain/actor";
import { AppError } from "@hawkmoth/domain/errors";
import { Scope } from "@hawkmoth/domain/access/schema";
import { eq } from "drizzle-orm";
import type { PublicContext } from "../context.ts";
import { workspacesOf } from "../workspace/list-workspaces.ts";
import type { SignedIn } from "./signed-in.ts";

/** Tells the caller who it is here and what this credential may do. */
export async function getMe(ctx: PublicContext, caller: SignedIn): Promise<Me> {
  const { actor } = caller;
  const user = caller.kind === "session" ? caller.user : await userOf(ctx, caller.actor.user_id);
  const [reachable, here] = await Promise.all([
    caller.kind === "session" ? workspacesOf(ctx, caller.user.id) : [],
    actor ? inWorkspaceOf(ctx, actor) : null,
  ]);
  return {
    principal: principalOf(actor, user),
    user,
    workspace: here?.workspace ?? null,
    workspaces: here && reachable.length === 0 ? [here.workspace] : reachable,
    projects: here?.projects ?? [],
    scopes: actor ? [...actor.scopes] : Scope.options,
    actions: actor ? possibleActions(actor) : [],
  };
}

function principalOf(actor: Actor | null, user: User | null): Me["principal"] {
  if (actor?.id) return { type: actor.type, id: actor.id, name: actor.name, email: user?.email ?? null };
  if (user) return { type: "MEMBER", id: user.id, name: user.name, email: user.email };
  throw new AppError("UNAUTHENTICATED");
}

async function userOf(ctx: PublicContext, user_id: string | null): Promise<User | null> {
  if (user_id === null) return null;
  const [row] = await ctx.db.select().from(users).where(eq(users.id, user_id));
  return row ? { id: row.id, email: row.email, name: row.name ?? row.email } : null;
}

async function inWorkspaceOf(
  ctx: PublicContext,
  actor: Actor,
): Promise<Pick<Me, "projects"> & { workspace: NonNullable<Me["workspace"]> }> {
  return await inWorkspace(ctx.db, actor.workspace_id, async (tx) => {
    const [[workspace], all] = await Promise.all([
      tx.select().from(workspaces).where(eq(workspaces.id, actor.workspace_id)),
      tx
        .select({ id: projects.id, key: projects.key, name: projects.name })
        .from(projects)
        .where(eq(projects.workspace_id, actor.workspace_id))
        .orderBy(projects.key),
    ]);
    if (!workspace) throw new AppError("NOT_FOUND");
    return {
      workspace: { id: workspace.id, slug: workspace.slug, name: workspace.name, role: actor.workspace_role },
      projects: all.flatMap((project) => {
        const role = projectRoleOf(actor, project.id);
        return role ? [{ ...project, role }] : [];
      }),
    };
  });
}
