import { enterWorkspace } from "@hawkmoth/db/in-workspace";
import { users } from "@hawkmoth/db/schema/auth-tables";
import { principalUuid } from "@hawkmoth/db/schema/columns";
import { members } from "@hawkmoth/db/schema/member";
import { principals } from "@hawkmoth/db/schema/principal";
import { projectMembers } from "@hawkmoth/db/schema/project";
import { userWorkspaces } from "@hawkmoth/db/schema/workspace";
import type { ProjectRole, WorkspaceRole } from "@hawkmoth/domain/access/schema";
import { AppError } from "@hawkmoth/domain/errors";
import { newId } from "@hawkmoth/domain/ids";
import type { Member } from "@hawkmoth/domain/member/schema";
import { and, eq } from "drizzle-orm";
import { recordActivity } from "../activity.ts";
import { authorizeInWorkspace } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { assertProjects } from "../project/rows.ts";
import { inTransaction } from "../transaction.ts";

/** Who joins, and what they may do where. */
export interface AddMemberInput {
  user_id: string;
  role: WorkspaceRole;
  projects: { project_id: string; role: ProjectRole }[];
}

/**
 * Adds a person who has an account to the workspace and to projects in it.
 * @throws FORBIDDEN, NOT_FOUND for an unknown account or project, CONFLICT when they belong to it already.
 */
export async function addMember(ctx: ServiceContext, input: AddMemberInput): Promise<Member> {
  authorizeInWorkspace(ctx, "member.write");
  const { workspace_id } = ctx.actor;
  const { user_id, role } = input;
  const id = newId("member");
  return await inTransaction(ctx, async (tx) => {
    const [user] = await tx.select().from(users).where(eq(users.id, user_id));
    if (!user) throw new AppError("NOT_FOUND");
    const added = await tx
      .insert(userWorkspaces)
      .values({ user_id, workspace_id, member_id: id })
      .onConflictDoNothing()
      .returning({ member_id: userWorkspaces.member_id });
    if (added.length === 0) throw new AppError("CONFLICT", { message: "They belong to the workspace already." });
    await enterWorkspace(tx, workspace_id);
    const project_ids = input.projects.map((project) => project.project_id);
    await assertProjects(tx, ctx, project_ids);
    const name = user.name ?? user.email;
    const principal_id = principalUuid("MEMBER", id);
    await tx
      .insert(principals)
      .values({ workspace_id, type: "MEMBER", id: principal_id, name, avatar_url: user.image });
    await tx.insert(members).values({ workspace_id, id, user_id, email: user.email, role });
    if (input.projects.length > 0)
      await tx.insert(projectMembers).values(
        input.projects.map((project) => ({
          workspace_id,
          principal_type: "MEMBER" as const,
          principal_id,
          ...project,
        })),
      );
    for (const project_id of project_ids)
      await recordActivity(tx, ctx, { kind: "PROJECT_UPDATED", project_id, field: "members", to: { id, name } });
    const [row] = await tx
      .select({ created_at: members.created_at })
      .from(members)
      .where(and(eq(members.workspace_id, workspace_id), eq(members.id, id)));
    return { id, user_id, name, email: user.email, role, created_at: row?.created_at ?? new Date().toISOString() };
  });
}
