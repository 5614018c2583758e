import { principalId } from "@hawkmoth/db/schema/columns";
import { members } from "@hawkmoth/db/schema/member";
import { principals } from "@hawkmoth/db/schema/principal";
import type { Member } from "@hawkmoth/domain/member/schema";
import { and, asc, eq, isNull } from "drizzle-orm";
import { authorizeInWorkspace } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { inWorkspace } from "../transaction.ts";

/** Lists the people of the workspace by name. @throws FORBIDDEN for agents, who see people through their projects. */
export async function listMembers(ctx: ServiceContext): Promise<{ members: Member[] }> {
  authorizeInWorkspace(ctx, "member.read");
  const rows = await inWorkspace(ctx, (tx) =>
    tx
      .select({
        id: principals.id,
        user_id: members.user_id,
        name: principals.name,
        email: members.email,
        role: members.role,
        created_at: members.created_at,
      })
      .from(members)
      .innerJoin(
        principals,
        and(
          eq(principals.workspace_id, members.workspace_id),
          eq(principals.type, members.principal_type),
          eq(principals.id, members.id),
        ),
      )
      .where(and(eq(members.workspace_id, ctx.actor.workspace_id), isNull(principals.disabled_at)))
      .orderBy(asc(principals.name), asc(principals.id)),
  );
  return { members: rows.map((row) => ({ ...row, id: principalId("MEMBER", row.id) })) };
}
