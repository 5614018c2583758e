import { Scope } from "@hawkmoth/domain/access/schema";
import { PROFILE_NAMES } from "@hawkmoth/mcp/profiles";
import type { SelectionSource } from "@hawkmoth/mcp/selection";
import { createProject } from "@hawkmoth/services/project/create-project";
import { describe, expect, test } from "vitest";
import { mcpConnection, mcpHost } from "./testing/mcp-host.ts";
import { oauthTestServer, signInProgram } from "./testing/oauth.ts";
import { makeTenant } from "./testing/tenant.ts";

const server = await oauthTestServer({ LIMIT_MCP_PER_MINUTE: "100000" });
const tenant = await makeTenant(server);
const { agent, owner } = tenant;
const host = mcpHost(server);
const elsewhere = await createProject(owner, { name: "Elsewhere", allowed_origins: [] });
const signed = await signInProgram(server, tenant, { scopes: ["bugs:write", "projects:read", "tasks:run"] });

const WORK = ["claim_agent_task", "heartbeat_agent_task", "update_agent_task", "release_agent_task"];
const SELECTIONS: SelectionSource[] = [
  {},
  { toolsets: "all" },
  { toolsets: "all,compat" },
  { tools: WORK.join(",") },
  ...PROFILE_NAMES.map((profile) => ({ profile })),
];

type Headers = Record<string, string>;

async function workTools(headers: Headers, selection: SelectionSource): Promise<string[]> {
  const listed = await host.list(mcpConnection(host, headers, selection));
  return listed.map(({ name }) => name).filter((name) => WORK.includes(name));
}

describe("the tools that work on tasks", () => {
  test.each<[string, () => Promise<Headers>]>([
    ["a member's key with every scope", () => tenant.key()],
    ["a member's key for one project", () => tenant.key({ project_ids: [tenant.project.id] })],
    ["a program that a member signed in", async () => ({ authorization: `Bearer ${signed.access_token}` })],
    [
      "an agent's key without the scope",
      () => tenant.key({ agent_id: agent.id, scopes: Scope.options.filter((scope) => scope !== "tasks:run") }),
    ],
    [
      "an agent's key for a project where it has no role",
      () => tenant.key({ agent_id: agent.id, project_ids: [elsewhere.id] }),
    ],
  ])("are in no list for %s", async (_who, credential) => {
    const headers = await credential();
    for (const selection of SELECTIONS)
      expect(await workTools(headers, selection), JSON.stringify(selection)).toEqual([]);
  });

  test("are listed for an agent that can use them", async () => {
    const headers = await tenant.key({ agent_id: agent.id, project_ids: [tenant.project.id] });
    expect((await workTools(headers, {})).toSorted()).toEqual(WORK.toSorted());
    expect(await workTools(headers, { profile: "bugmojo" })).toEqual(["claim_agent_task", "update_agent_task"]);
  });
});

test("a person who claims all the same is told that only agents do, over REST and MCP, without waiting", async () => {
  const headers = { ...(await tenant.key()), "content-type": "application/json" };
  const answer = await fetch(`${server.origin}/api/v1/agent-tasks/claim`, {
    method: "POST",
    headers,
    body: JSON.stringify({ wait_seconds: 30 }),
  });
  expect(answer.status).toBe(403);
  expect(await answer.json()).toMatchObject({
    error: { code: "FORBIDDEN", message: "Only agents work on tasks; this credential acts for a person." },
  });
  const result = await host.call(mcpConnection(host, headers), { name: "claim_agent_task", args: {} });
  expect(result).toMatchObject({ isError: true });
});
