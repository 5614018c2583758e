import type { Db } from "@hawkmoth/db/client";
import { addToProject, makeMember } from "@hawkmoth/db/testing/factories";
import type { ProjectRole, WorkspaceRole } from "@hawkmoth/domain/access/schema";
import type { ServiceContext } from "../context.ts";
import { serviceContext } from "./context.ts";
import type { World } from "./world.ts";

/** Another person of the world's workspace, with the given roles. */
export async function makeColleague(
  db: Db,
  world: World,
  { project_role, workspace_role = "MEMBER" }: { project_role?: ProjectRole; workspace_role?: WorkspaceRole } = {},
): Promise<ServiceContext> {
  const { workspace_id, project_id } = world;
  const { id, name, user_id } = await makeMember(db, workspace_id, { role: workspace_role });
  if (project_role) await addToProject(db, { workspace_id, project_id, type: "MEMBER", id, role: project_role });
  const project_roles = project_role ? { [project_id]: project_role } : {};
  return serviceContext(db, { workspace_id, id, name, user_id, workspace_role, project_roles }, world.ports);
}
