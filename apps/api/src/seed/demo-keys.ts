import { AGENT_KEY_SCOPES, CreateKeyInput, Scope } from "@hawkmoth/domain/access/schema";
import { AppError } from "@hawkmoth/domain/errors";
import { ListProjectsInput } from "@hawkmoth/domain/project/schema";
import { createKey } from "@hawkmoth/services/access/create-key";
import { listKeys } from "@hawkmoth/services/access/list-keys";
import { revokeKey } from "@hawkmoth/services/access/revoke-key";
import { listAgents } from "@hawkmoth/services/agent/list-agents";
import type { ServiceContext } from "@hawkmoth/services/context";
import { listProjects } from "@hawkmoth/services/project/list-projects";

const NAMES = {
  member: "Demo, Ada",
  agent: "Demo, Fixer",
  triager: "Demo, Triager",
  publishable: "Demo, shop pages",
} as const;
/** What only an agent's key or a person in the dashboard should do. */
const NOT_FOR_MEMBERS: readonly Scope[] = ["tasks:run", "sensitive:read"];

export interface DemoKeys {
  project_id: string;
  project_key: string;
  publishable_key: string;
  member_key: string;
  agent_id: string;
  agent_key: string;
}

async function revokeEarlier(owner: ServiceContext): Promise<void> {
  const { keys } = await listKeys(owner);
  const names: readonly string[] = ["Seed", ...Object.values(NAMES)];
  for (const key of keys)
    if (names.includes(key.name) && key.revoked_at === null) await revokeKey(owner, { key_id: key.id });
}

/** Fresh keys of the demo; the ones given out before stop working. */
export async function demoKeys(owner: ServiceContext): Promise<DemoKeys> {
  await revokeEarlier(owner);
  const { projects } = await listProjects(owner, ListProjectsInput.parse({}));
  const { agents } = await listAgents(owner, {});
  const project = projects.find(({ key }) => key === "SHOP");
  const fixer = agents.find(({ slug }) => slug === "fixer");
  const triager = agents.find(({ slug }) => slug === "triager");
  if (!project || !fixer || !triager)
    throw new AppError("INTERNAL", { cause: "the demo lacks its project or an agent" });
  const make = async (given: Partial<CreateKeyInput> & { name: string }) =>
    (await createKey(owner, CreateKeyInput.parse({ expires_in_days: 365, ...given }))).value;
  const scopes = Scope.options.filter((scope) => !NOT_FOR_MEMBERS.includes(scope));
  // Without a key of its own nothing could be assigned to it.
  await make({ name: NAMES.triager, agent_id: triager.id });
  return {
    project_id: project.id,
    project_key: project.key,
    publishable_key: await make({ name: NAMES.publishable, kind: "PUBLISHABLE", project_ids: [project.id] }),
    member_key: await make({ name: NAMES.member, scopes }),
    agent_id: fixer.id,
    agent_key: await make({ name: NAMES.agent, agent_id: fixer.id, scopes: [...AGENT_KEY_SCOPES] }),
  };
}
