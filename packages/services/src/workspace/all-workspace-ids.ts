import { userWorkspaces, workspaces } from "@hawkmoth/db/schema/workspace";
import type { PublicContext } from "../context.ts";

/**
 * Every workspace, for sweeps that go through all of them. A login that is not the service's may see no more than those
 * that have a member.
 */
export async function allWorkspaceIds({ db }: PublicContext): Promise<string[]> {
  const all = await db.select({ id: workspaces.id }).from(workspaces);
  const joined = await db.selectDistinct({ id: userWorkspaces.workspace_id }).from(userWorkspaces);
  return [...new Set([...all, ...joined].map(({ id }) => id))];
}
