import { newId } from "@hawkmoth/domain/ids";
import { AGENT_KEY_SCOPES, type ProjectRole, type Scope, type WorkspaceRole } from "@hawkmoth/domain/access/schema";
import type { Priority } from "@hawkmoth/domain/bug/schema";
import type { AssigneeType } from "@hawkmoth/domain/assignee";
import type { Db } from "../client.ts";
import { inWorkspace } from "../in-workspace.ts";
import { apiKeys } from "../schema/access.ts";
import { agents } from "../schema/agent.ts";
import { users } from "../schema/auth-tables.ts";
import { bugs } from "../schema/bug.ts";
import { principalUuid } from "../schema/columns.ts";
import { members } from "../schema/member.ts";
import { principals } from "../schema/principal.ts";
import { projectCounters, projectMembers, projects } from "../schema/project.ts";
import { userWorkspaces, workspaces } from "../schema/workspace.ts";

let made = 0;

/** A word no other row of this run has. */
export function uniqueName(stem: string): string {
  made += 1;
  return `${stem}-${process.pid.toString(36)}-${made}`;
}

export async function makeUser(db: Db, given: { name?: string; email?: string } = {}) {
  const id = newId("user");
  const name = given.name ?? uniqueName("person");
  const email = given.email ?? `${uniqueName("mail")}@example.test`;
  await db.insert(users).values({ id, name, email });
  return { id, name, email };
}

export async function makeWorkspace(db: Db) {
  const slug = uniqueName("team");
  const id = newId("workspace");
  await db.insert(workspaces).values({ id, slug, name: slug });
  return { id, slug, name: slug };
}

export async function makeMember(db: Db, workspace_id: string, given: { role?: WorkspaceRole; name?: string } = {}) {
  const user = await makeUser(db, given.name === undefined ? {} : { name: given.name });
  const id = newId("member");
  const role = given.role ?? "MEMBER";
  await inWorkspace(db, workspace_id, async (tx) => {
    await tx
      .insert(principals)
      .values({ workspace_id, type: "MEMBER", id: principalUuid("MEMBER", id), name: user.name });
    await tx.insert(members).values({ workspace_id, id, user_id: user.id, email: user.email, role });
  });
  await db.insert(userWorkspaces).values({ user_id: user.id, workspace_id, member_id: id });
  return { id, user_id: user.id, name: user.name, email: user.email, role };
}

export async function makeProject(
  db: Db,
  workspace_id: string,
  given: { key?: string; allowed_origins?: string[] } = {},
) {
  made += 1;
  const id = newId("project");
  const key = given.key ?? `P${made}`;
  await inWorkspace(db, workspace_id, async (tx) => {
    await tx
      .insert(projects)
      .values({ workspace_id, id, key, name: `Project ${key}`, allowed_origins: given.allowed_origins ?? [] });
    await tx.insert(projectCounters).values({ workspace_id, project_id: id });
  });
  return { id, key, name: `Project ${key}` };
}

/** An agent with an active key, without which nothing can be assigned to it. */
export async function makeAgent(db: Db, workspace_id: string, owner_member_id: string) {
  const id = newId("agent");
  const name = uniqueName("agent");
  await inWorkspace(db, workspace_id, async (tx) => {
    await tx.insert(principals).values({ workspace_id, type: "AGENT", id: principalUuid("AGENT", id), name });
    await tx.insert(agents).values({ workspace_id, id, slug: name, owner_member_id });
  });
  const key_id = await makeAgentKey(db, { workspace_id, agent_id: id });
  return { id, key_id, name, slug: name };
}

interface AgentKey {
  workspace_id: string;
  agent_id: string;
  scopes?: readonly Scope[];
  project_ids?: string[] | null;
}

/** A bare row of an active key that nobody has the value of. */
export async function makeAgentKey(
  db: Db,
  { workspace_id, agent_id, scopes = AGENT_KEY_SCOPES, project_ids = null }: AgentKey,
): Promise<string> {
  const id = newId("key");
  await inWorkspace(db, workspace_id, (tx) =>
    tx.insert(apiKeys).values({
      workspace_id,
      id,
      kind: "SECRET",
      name: uniqueName("key"),
      prefix: "hm_key_test",
      hash: id,
      principal_type: "AGENT",
      principal_id: principalUuid("AGENT", agent_id),
      scopes: [...scopes],
      project_ids,
    }),
  );
  return id;
}

interface Membership {
  workspace_id: string;
  project_id: string;
  type: AssigneeType;
  id: string;
  role: ProjectRole;
}

export async function addToProject(db: Db, { workspace_id, project_id, type, id, role }: Membership): Promise<void> {
  await inWorkspace(db, workspace_id, (tx) =>
    tx
      .insert(projectMembers)
      .values({ workspace_id, project_id, principal_type: type, principal_id: principalUuid(type, id), role }),
  );
}

interface BugPlace {
  workspace_id: string;
  project_id: string;
  number?: number;
  priority?: Priority;
}

/** A bare row without activity or event, for tests that are about the table. */
export async function makeBugRow(db: Db, { workspace_id, project_id, number = ++made, priority = "NONE" }: BugPlace) {
  const id = newId("bug");
  const title = uniqueName("bug");
  await inWorkspace(db, workspace_id, (tx) =>
    tx.insert(bugs).values({
      workspace_id,
      id,
      project_id,
      number,
      title,
      priority,
      source: "API",
      created_by_type: "SYSTEM",
      created_by_name: "Hawkmoth",
      created_via: "SYSTEM",
    }),
  );
  return { id, number, title };
}
