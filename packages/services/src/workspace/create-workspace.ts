import type { Tx } from "@hawkmoth/db/client";
import { enterWorkspace } from "@hawkmoth/db/in-workspace";
import { users } from "@hawkmoth/db/schema/auth-tables";
import { principalUuid } from "@hawkmoth/db/schema/columns";
import { members } from "@hawkmoth/db/schema/member";
import { principals } from "@hawkmoth/db/schema/principal";
import { userWorkspaces, workspaces } from "@hawkmoth/db/schema/workspace";
import { AppError } from "@hawkmoth/domain/errors";
import { newId } from "@hawkmoth/domain/ids";
import { slugify, type CreateWorkspaceInput, type Workspace } from "@hawkmoth/domain/workspace/schema";
import { eq } from "drizzle-orm";
import { recordActivity } from "../activity.ts";
import { authorizeInWorkspace } from "../authorize.ts";
import type { PublicContext, ServiceContext } from "../context.ts";
import { inTransaction } from "../transaction.ts";

/**
 * Makes a workspace of which the person is the owner.
 * @throws CONFLICT when the wished slug is taken, UNAUTHENTICATED when there is no such person.
 */
export async function createWorkspace(
  ctx: PublicContext,
  input: CreateWorkspaceInput & { user_id: string },
): Promise<Workspace> {
  return await inTransaction(ctx, async (tx) => {
    const [user] = await tx.select().from(users).where(eq(users.id, input.user_id));
    if (!user) throw new AppError("UNAUTHENTICATED");
    const name = user.name ?? user.email;
    const member_id = newId("member");
    const workspace = await insertWorkspace(tx, input);
    const workspace_id = workspace.id;
    const owner = ownerContext(ctx, { workspace_id, member_id, name, user_id: user.id });
    authorizeInWorkspace(owner, "workspace.update");
    await tx.insert(userWorkspaces).values({ user_id: user.id, workspace_id, member_id });
    await enterWorkspace(tx, workspace_id);
    const id = principalUuid("MEMBER", member_id);
    await tx.insert(principals).values({ workspace_id, type: "MEMBER", id, name, avatar_url: user.image });
    await tx
      .insert(members)
      .values({ workspace_id, id: member_id, user_id: user.id, email: user.email, role: "OWNER" });
    await recordActivity(tx, owner, { kind: "WORKSPACE_CREATED", to: workspace.name });
    return { ...workspace, role: "OWNER" };
  });
}

/** The wished slug or nothing; without a wish, the first free one made from the name. */
async function insertWorkspace(tx: Tx, input: CreateWorkspaceInput) {
  const stem = input.slug ?? slugify(input.name);
  for (let attempt = 1; attempt <= 50; attempt += 1) {
    const slug = attempt === 1 ? stem : `${stem.slice(0, 36)}-${attempt}`;
    const [made] = await tx.insert(workspaces).values({ name: input.name, slug }).onConflictDoNothing().returning();
    if (made) return made;
    if (input.slug !== undefined) break;
  }
  throw new AppError("CONFLICT", {
    message: `The address '${stem}' is taken.`,
    field: "slug",
    hint: "Choose another.",
  });
}

interface NewOwner {
  workspace_id: string;
  member_id: string;
  name: string;
  user_id: string;
}

function ownerContext(ctx: PublicContext, { workspace_id, member_id, name, user_id }: NewOwner): ServiceContext {
  return {
    ...ctx,
    actor: {
      type: "MEMBER",
      id: member_id,
      name,
      user_id,
      workspace_id,
      workspace_role: "OWNER",
      project_roles: {},
      scopes: [],
      project_ids: null,
      key_id: null,
    },
  };
}
