import { hashPassword } from "@hawkmoth/auth/password";
import { CreateAgentInput } from "@hawkmoth/domain/agent/schema";
import { CreateKeyInput } from "@hawkmoth/domain/access/schema";
import { AppError } from "@hawkmoth/domain/errors";
import { createKey } from "@hawkmoth/services/access/create-key";
import { resolveKey } from "@hawkmoth/services/access/resolve-key";
import { resolveSession } from "@hawkmoth/services/access/resolve-session";
import { signUp } from "@hawkmoth/services/account/sign-up";
import { createAgent } from "@hawkmoth/services/agent/create-agent";
import type { PublicContext, ServiceContext } from "@hawkmoth/services/context";
import { addMember } from "@hawkmoth/services/member/add-member";
import { createProject } from "@hawkmoth/services/project/create-project";
import { createWorkspace } from "@hawkmoth/services/workspace/create-workspace";
import { randomBytes } from "node:crypto";
import type { DemoPerson } from "./demo-bugs.ts";

/** Who acts in the demo, each with the context of their own surface. */
export interface Cast {
  project: { id: string; key: string };
  people: Record<DemoPerson, ServiceContext>;
  agent_ids: { fixer: string; triager: string };
}

export const DEMO_EMAIL = "ada@acme.test";
export const DEMO_SLUG = "acme";

/** A password nobody can guess and a person can type. */
export function newPassword(): string {
  return `moth-${randomBytes(9)
    .toString("base64url")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, "7")}`;
}

/** The context of a person at the dashboard. */
export async function atDashboard(ctx: PublicContext, user_id: string): Promise<ServiceContext> {
  const actor = await resolveSession(ctx, user_id, DEMO_SLUG);
  if (!actor) throw new AppError("INTERNAL", { cause: "the demo person is in no workspace" });
  return { ...ctx, actor, via: "DASHBOARD" };
}

async function agentContext(owner: ServiceContext, agent_id: string): Promise<ServiceContext> {
  const input = CreateKeyInput.parse({ name: "Seed", agent_id, expires_in_days: 1 });
  const { value } = await createKey(owner, input);
  const resolved = await resolveKey(owner, value);
  if (!resolved || !("actor" in resolved)) throw new AppError("INTERNAL", { cause: "the agent's key does not hold" });
  return { ...owner, actor: resolved.actor, via: "MCP", client: { name: "claude-code", version: "2.1.0" } };
}

async function makeAgent(owner: ServiceContext, given: Partial<CreateAgentInput>): Promise<string> {
  return (await createAgent(owner, CreateAgentInput.parse(given))).id;
}

/** Origins a demo page may report from: this installation and the usual ports of local development. */
function allowedOrigins({ web_origin }: PublicContext): string[] {
  const ports = [3001, 4100, 4173, 5173, 8000, 8080];
  return [...new Set([web_origin, ...ports.map((port) => `http://localhost:${port}`)])];
}

/** Two people, two agents and a project in the workspace Acme. */
export async function makeCast(ctx: PublicContext, password: string): Promise<Cast> {
  const ada = await signUp(ctx, { name: "Ada Park", email: DEMO_EMAIL, password }, hashPassword);
  await createWorkspace(ctx, { user_id: ada.id, name: "Acme", slug: DEMO_SLUG });
  const owner = await atDashboard(ctx, ada.id);
  const allowed_origins = allowedOrigins(ctx);
  const project = await createProject(owner, { name: "Shop front", key: "SHOP", allowed_origins });
  const jonas = await signUp(
    ctx,
    { name: "Jonas Lind", email: "jonas@acme.test", password: newPassword() },
    hashPassword,
  );
  const projects = [{ project_id: project.id, role: "DEVELOPER" as const }];
  await addMember(owner, { user_id: jonas.id, role: "MEMBER", projects });
  const fixer = await makeAgent(owner, {
    name: "Fixer",
    description: "Reproduces a bug, fixes it on a branch and opens a pull request.",
    instructions:
      "Work in the repository acme/shop. Write a test that fails before you change anything. Never push to main.",
    kinds: ["FIX"],
    project_ids: [project.id],
  });
  const triager = await makeAgent(owner, {
    name: "Triager",
    description: "Reads new reports, looks for duplicates and proposes priority and labels.",
    instructions: "Search for duplicates first. Ask when severity is unclear.",
    kinds: ["TRIAGE"],
    project_ids: [project.id],
  });
  return {
    project,
    agent_ids: { fixer, triager },
    people: {
      ada: owner,
      jonas: await atDashboard(ctx, jonas.id),
      fixer: await agentContext(owner, fixer),
      triager: await agentContext(owner, triager),
    },
  };
}
