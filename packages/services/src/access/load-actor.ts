import type { Tx } from "@hawkmoth/db/client";
import { principalId, type PrincipalUuid } from "@hawkmoth/db/schema/columns";
import { members } from "@hawkmoth/db/schema/member";
import { principals } from "@hawkmoth/db/schema/principal";
import { projectMembers } from "@hawkmoth/db/schema/project";
import { ProjectRole, type Scope } from "@hawkmoth/domain/access/schema";
import type { Actor } from "@hawkmoth/domain/actor";
import type { AssigneeType } from "@hawkmoth/domain/assignee";
import { uuidToId } from "@hawkmoth/domain/ids";
import { and, eq, isNull, sql } from "drizzle-orm";

/** Whom a credential acts as, and what it narrows them to. */
export interface Credential {
  workspace_id: string;
  type: AssigneeType;
  uuid: PrincipalUuid;
  scopes: readonly Scope[];
  project_ids: readonly string[] | null;
  key_id: string | null;
}

/** Reads the principal of a credential with all its roles; null when it was disabled or is gone. */
export async function loadActor(tx: Tx, credential: Credential): Promise<Actor | null> {
  const { workspace_id, type, uuid, scopes, project_ids, key_id } = credential;
  const roles = sql<Record<string, string> | null>`(
    select json_object_agg(${projectMembers.project_id}, ${projectMembers.role}) from ${projectMembers}
    where ${projectMembers.workspace_id} = ${principals.workspace_id}
      and ${projectMembers.principal_type} = ${principals.type} and ${projectMembers.principal_id} = ${principals.id}
  )`;
  const [row] = await tx
    .select({ name: principals.name, user_id: members.user_id, workspace_role: members.role, roles })
    .from(principals)
    .leftJoin(
      members,
      and(
        eq(members.workspace_id, principals.workspace_id),
        eq(members.principal_type, principals.type),
        eq(members.id, principals.id),
      ),
    )
    .where(
      and(
        eq(principals.workspace_id, workspace_id),
        eq(principals.type, type),
        eq(principals.id, uuid),
        isNull(principals.disabled_at),
      ),
    );
  if (!row) return null;
  return {
    type,
    id: principalId(type, uuid),
    name: row.name,
    user_id: row.user_id,
    workspace_id,
    workspace_role: row.workspace_role,
    project_roles: rolesOf(row.roles),
    scopes,
    project_ids,
    key_id,
  };
}

function rolesOf(stored: Record<string, string> | null): Record<string, ProjectRole> {
  return Object.fromEntries(
    Object.entries(stored ?? {}).map(([uuid, role]) => [uuidToId("project", uuid), ProjectRole.parse(role)]),
  );
}
