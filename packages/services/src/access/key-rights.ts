import type { Tx } from "@hawkmoth/db/client";
import { principalUuid } from "@hawkmoth/db/schema/columns";
import { projectMembers } from "@hawkmoth/db/schema/project";
import { may } from "@hawkmoth/domain/access/policy";
import type { ApiKey } from "@hawkmoth/domain/access/schema";
import type { Actor } from "@hawkmoth/domain/actor";
import { and, eq } from "drizzle-orm";

/** Projects in which an agent has a role. */
export async function projectsOfAgent(tx: Tx, workspace_id: string, agent_id: string): Promise<string[]> {
  const rows = await tx
    .select({ project_id: projectMembers.project_id })
    .from(projectMembers)
    .where(
      and(
        eq(projectMembers.workspace_id, workspace_id),
        eq(projectMembers.principal_type, "AGENT"),
        eq(projectMembers.principal_id, principalUuid("AGENT", agent_id)),
      ),
    );
  return rows.map((row) => row.project_id);
}

/** True for the workspace's owners and admins, and for whoever owns each of the projects; there must be one. */
export function mayWriteKeysOf(actor: Actor, project_ids: readonly string[]): boolean {
  if (actor.project_ids === null && (actor.workspace_role === "OWNER" || actor.workspace_role === "ADMIN")) return true;
  return project_ids.length > 0 && project_ids.every((project_id) => may(actor, "key.write", project_id));
}

/**
 * True when the actor may see and revoke the key: its own, those of agents and projects it owns. A credential for some
 * projects reaches only keys that are for no others.
 */
export async function mayManageKey(tx: Tx, actor: Actor, key: ApiKey): Promise<boolean> {
  if (!isWithin(actor.project_ids, key.project_ids)) return false;
  if (key.principal_type === actor.type && key.principal_id === actor.id) return true;
  if (key.kind === "PUBLISHABLE") return mayWriteKeysOf(actor, key.project_ids ?? []);
  if (key.principal_type === "MEMBER" || key.principal_id === null) return mayWriteKeysOf(actor, []);
  return mayWriteKeysOf(actor, await projectsOfAgent(tx, actor.workspace_id, key.principal_id));
}

function isWithin(restriction: readonly string[] | null, project_ids: readonly string[] | null): boolean {
  if (restriction === null) return true;
  return project_ids !== null && project_ids.every((project_id) => restriction.includes(project_id));
}
