import { createKey } from "@hawkmoth/services/access/create-key";
import { revokeKey } from "@hawkmoth/services/access/revoke-key";
import { updateAgent } from "@hawkmoth/services/agent/update-agent";
import { createLabel } from "@hawkmoth/services/label/create-label";
import { createProject } from "@hawkmoth/services/project/create-project";
import { CreateKeyInput } from "@hawkmoth/domain/access/schema";
import { uniqueName } from "@hawkmoth/db/testing/factories";
import type { TestServer } from "../server.ts";
import { makeTenant, type Tenant } from "../tenant.ts";
import type { Ground } from "./attack.ts";

async function makeKey({ owner }: Tenant, given: Record<string, unknown>) {
  return await createKey(owner, CreateKeyInput.parse({ name: uniqueName("key"), ...given }));
}

const valueOf = (headers: Record<string, string>) => (headers["authorization"] ?? "").replace("Bearer ", "");

/** Two tenants, and every credential of the first that was ever good or looks like it. */
export async function makeGround(server: TestServer): Promise<Ground> {
  const [tenant, other] = [await makeTenant(server), await makeTenant(server)];
  const { owner, project } = tenant;
  const key = valueOf(await tenant.key());
  const revoked = await makeKey(tenant, { scopes: ["bugs:read"] });
  await revokeKey(owner, { key_id: revoked.key.id });
  const expired = await makeKey(tenant, { scopes: ["bugs:read"], expires_in_days: 1 });
  await server.behind`update api_key set expires_at = now() - interval '1 second' where prefix = ${expired.key.prefix}`;
  const disabled = await tenant.key({ agent_id: tenant.agent.id, scopes: ["bugs:read"] });
  await updateAgent(owner, { agent_id: tenant.agent.id, is_disabled: true });
  const side = await createProject(owner, { name: uniqueName("Side"), allowed_origins: [] });
  return {
    key,
    reader: valueOf(await tenant.key({ scopes: ["bugs:read"], project_ids: [project.id] })),
    publishable: (await makeKey(tenant, { kind: "PUBLISHABLE", project_ids: [project.id] })).value,
    revoked: revoked.value,
    expired: expired.value,
    disabled: valueOf(disabled),
    session: /session=([^;]+)/.exec(tenant.cookie["cookie"] ?? "")?.[1] ?? "",
    bug: tenant.bug.key,
    label: (await createLabel(owner, { name: uniqueName("label") })).id,
    project: project.key,
    other_project: side.key,
    foreign: {
      bug: other.bug.id,
      project: other.project.id,
      workspace: other.workspace.id,
      label: (await createLabel(other.owner, { name: uniqueName("label") })).id,
    },
  };
}
