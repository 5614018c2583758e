import { grantableScopes, type ConsentWorkspace } from "@hawkmoth/domain/access/connected-app";
import type { PublicContext } from "../context.ts";
import { workspacesOf } from "../workspace/list-workspaces.ts";
import { narrowToProject } from "./narrow-to-project.ts";
import { resolveSession } from "./resolve-session.ts";

/**
 * The workspaces into which a person could let a program, oldest first, with the scopes that their role there can use;
 * with a project, only those where they see it.
 */
export async function consentWorkspaces(
  ctx: PublicContext,
  user_id: string,
  project: string | null,
): Promise<ConsentWorkspace[]> {
  const open: ConsentWorkspace[] = [];
  for (const { id, slug, name } of await workspacesOf(ctx, user_id)) {
    const actor = await resolveSession(ctx, user_id, id);
    if (!actor) continue;
    if (project !== null && (await narrowToProject(ctx, actor, project)).project_ids?.length === 0) continue;
    open.push({ id, slug, name, scopes: grantableScopes(actor) });
  }
  return open;
}
