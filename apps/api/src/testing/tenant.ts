import { createSession } from "@hawkmoth/auth/session";
import { makeUser, uniqueName } from "@hawkmoth/db/testing/factories";
import { CreateKeyInput, Scope } from "@hawkmoth/domain/access/schema";
import { createKey } from "@hawkmoth/services/access/create-key";
import { resolveSession } from "@hawkmoth/services/access/resolve-session";
import { createAgent } from "@hawkmoth/services/agent/create-agent";
import { createBug } from "@hawkmoth/services/bug/create-bug";
import { CreateBugInput } from "@hawkmoth/domain/bug/schema";
import { CreateAgentInput } from "@hawkmoth/domain/agent/schema";
import type { PublicContext, ServiceContext } from "@hawkmoth/services/context";
import { createProject } from "@hawkmoth/services/project/create-project";
import { createWorkspace } from "@hawkmoth/services/workspace/create-workspace";
import { ORIGIN, type TestServer } from "./server.ts";

/** A workspace with one project, an agent and a bug, made through the services, and credentials for it. */
export interface Tenant {
  workspace: { id: string; slug: string };
  owner: ServiceContext;
  /** Headers of the owner's browser. */
  cookie: Record<string, string>;
  project: { id: string; key: string };
  agent: { id: string };
  bug: { id: string; key: string };
  /** Headers of a fresh key of the owner. */
  key: (given?: Partial<CreateKeyInput>) => Promise<Record<string, string>>;
}

export function publicContext({ parts }: TestServer): PublicContext {
  const { db, ports } = parts;
  return { db, ports, via: "API", client: null, request_id: "test", web_origin: ORIGIN };
}

async function keyHeaders(ctx: ServiceContext, given: Partial<CreateKeyInput>): Promise<Record<string, string>> {
  const input = { kind: "SECRET" as const, name: uniqueName("key"), expires_in_days: 30, ...given };
  const { value } = await createKey(ctx, input);
  return { authorization: `Bearer ${value}` };
}

/** Makes a tenant that shares nothing with any other. */
export async function makeTenant(server: TestServer): Promise<Tenant> {
  const ctx = publicContext(server);
  const user = await makeUser(server.db);
  const workspace = await createWorkspace(ctx, { user_id: user.id, name: uniqueName("Team") });
  const actor = await resolveSession(ctx, user.id, workspace.id);
  if (!actor) throw new Error("the owner has no actor");
  const owner: ServiceContext = { ...ctx, actor };
  const project = await createProject(owner, { name: uniqueName("Shop"), allowed_origins: [] });
  const agent = await createAgent(
    owner,
    CreateAgentInput.parse({ name: uniqueName("Fixer"), project_ids: [project.id], kinds: ["FIX"] }),
  );
  await createKey(owner, CreateKeyInput.parse({ name: uniqueName("key"), agent_id: agent.id }));
  const { bug } = await createBug(owner, CreateBugInput.parse({ project_id: project.id, title: uniqueName("Broken") }));
  const { token } = await createSession(server.db, user.id);
  return {
    workspace,
    owner,
    project,
    agent,
    bug,
    cookie: { cookie: `hawkmoth.session=${token}`, origin: ORIGIN, "x-hawkmoth-workspace": workspace.slug },
    key: (given = {}) => keyHeaders(owner, { scopes: Scope.options.slice(), ...given }),
  };
}
