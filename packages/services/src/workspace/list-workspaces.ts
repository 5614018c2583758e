import { inWorkspace } from "@hawkmoth/db/in-workspace";
import { members } from "@hawkmoth/db/schema/member";
import { userWorkspaces, workspaces } from "@hawkmoth/db/schema/workspace";
import type { Workspace } from "@hawkmoth/domain/workspace/schema";
import { and, asc, eq } from "drizzle-orm";
import type { SignedIn } from "../account/signed-in.ts";
import type { PublicContext } from "../context.ts";

/** Lists the workspaces the caller can reach, oldest first: all of a person, the one of a key. */
export async function listWorkspaces(ctx: PublicContext, caller: SignedIn): Promise<{ workspaces: Workspace[] }> {
  if (caller.kind === "session") return { workspaces: await workspacesOf(ctx, caller.user.id) };
  const { workspace_id, workspace_role } = caller.actor;
  const rows = await ctx.db.select().from(workspaces).where(eq(workspaces.id, workspace_id));
  return { workspaces: rows.map((row) => ({ ...row, role: workspace_role })) };
}

/** The workspaces of a person with the role there. */
export async function workspacesOf(ctx: PublicContext, user_id: string): Promise<Workspace[]> {
  const rows = await ctx.db
    .select({ workspace: workspaces, member_id: userWorkspaces.member_id })
    .from(userWorkspaces)
    .innerJoin(workspaces, eq(workspaces.id, userWorkspaces.workspace_id))
    .where(eq(userWorkspaces.user_id, user_id))
    .orderBy(asc(workspaces.created_at), asc(workspaces.id));
  return await Promise.all(
    rows.map(async ({ workspace, member_id }) => ({ ...workspace, role: await roleOf(ctx, workspace.id, member_id) })),
  );
}

async function roleOf(ctx: PublicContext, workspace_id: string, member_id: string): Promise<Workspace["role"]> {
  const [row] = await inWorkspace(ctx.db, workspace_id, (tx) =>
    tx
      .select({ role: members.role })
      .from(members)
      .where(and(eq(members.workspace_id, workspace_id), eq(members.id, member_id))),
  );
  return row?.role ?? null;
}
