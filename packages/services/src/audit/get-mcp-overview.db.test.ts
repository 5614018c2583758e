import { auditEntries } from "@hawkmoth/db/schema/audit";
import { apiKeys } from "@hawkmoth/db/schema/access";
import { inWorkspace } from "@hawkmoth/db/in-workspace";
import { testDatabase } from "@hawkmoth/db/testing/database";
import { CreateKeyInput } from "@hawkmoth/domain/access/schema";
import type { ActorType, Via } from "@hawkmoth/domain/actor";
import { oauthGrants } from "@hawkmoth/db/schema/oauth";
import { eq, sql, type SQL } from "drizzle-orm";
import { expect, test } from "vitest";
import { createKey } from "../access/create-key.ts";
import { revokeKey } from "../access/revoke-key.ts";
import type { ServiceContext } from "../context.ts";
import { makeColleague } from "../testing/colleague.ts";
import { testPorts } from "../testing/context.ts";
import { makeWorld, type World } from "../testing/world.ts";
import { getMcpOverview } from "./get-mcp-overview.ts";

const { db } = await testDatabase();

interface Call {
  tool?: string | null;
  client?: string;
  result_code?: string;
  hours_ago?: number;
  via?: Via;
}

async function record(world: World, call: Call = {}): Promise<void> {
  const { tool = "get_bug", client = "claude-code/2.1", result_code = "OK", hours_ago = 1, via = "MCP" } = call;
  await inWorkspace(db, world.workspace_id, (tx) =>
    tx.insert(auditEntries).values({
      workspace_id: world.workspace_id,
      principal_type: "MEMBER" satisfies ActorType,
      principal_name: "Ann",
      via,
      client,
      operation: "bug.get",
      tool,
      argument_hash: "0",
      arguments: {},
      result_code,
      duration_ms: 3,
      created_at: sql`now() - make_interval(hours => ${hours_ago})`,
    }),
  );
}

async function makeSecretKey(ctx: ServiceContext): Promise<string> {
  return (await createKey(ctx, CreateKeyInput.parse({ name: "laptop" }))).key.id;
}

test("calls over MCP are counted by day, week, tool, client and error, and others are not", async () => {
  const world = await makeWorld(db);
  await record(world);
  await record(world, { result_code: "NOT_FOUND" });
  await record(world, { tool: "add_comment", client: "cursor/1.0", hours_ago: 25 });
  await record(world, { hours_ago: 24 * 8 });
  await record(world, { via: "API", tool: null });
  await record(await makeWorld(db));

  const { calls } = await getMcpOverview(world.owner);
  expect(calls).toMatchObject({ calls_24h: 2, errors_24h: 1, calls_7d: 3, errors_7d: 1 });
  expect(calls.errors).toEqual([{ code: "NOT_FOUND", count_7d: 1 }]);
  expect(calls.tools.map(({ last_at: _last, ...usage }) => usage)).toEqual([
    { name: "get_bug", calls_24h: 2, calls_7d: 2, errors_7d: 1 },
    { name: "add_comment", calls_24h: 0, calls_7d: 1, errors_7d: 0 },
  ]);
  expect(calls.clients.map(({ name }) => name)).toEqual(["claude-code/2.1", "cursor/1.0"]);
  expect(Date.now() - Date.parse(calls.tools[0]?.last_at ?? "")).toBeLessThan(2 * 3_600_000);
});

test("a workspace without calls has zeros and empty lists", async () => {
  const { calls, server } = await getMcpOverview((await makeWorld(db)).owner);
  expect(calls).toEqual({ calls_24h: 0, errors_24h: 0, calls_7d: 0, errors_7d: 0, tools: [], clients: [], errors: [] });
  expect(server).toBeNull();
});

test("keys that were revoked, have expired or only send reports do not count", async () => {
  const world = await makeWorld(db);
  await makeSecretKey(world.owner);
  for (const key_id of [world.agent_key_id, await makeSecretKey(world.owner)]) await revokeKey(world.owner, { key_id });
  const expired = await makeSecretKey(world.owner);
  await inWorkspace(db, world.workspace_id, (tx) =>
    tx
      .update(apiKeys)
      .set({ expires_at: sql`now() - interval '1 minute'` })
      .where(eq(apiKeys.id, expired)),
  );
  await createKey(
    world.owner,
    CreateKeyInput.parse({ name: "page", kind: "PUBLISHABLE", project_ids: [world.project_id] }),
  );
  expect((await getMcpOverview(world.owner)).keys_count).toBe(1);
});

test("programs that were signed out or whose sign-in has lapsed do not count", async () => {
  const world = await makeWorld(db);
  const member_id = world.owner.actor.id ?? "";
  const grant = (client_id: string, values: { expires_at: SQL; revoked_at?: SQL }) =>
    inWorkspace(db, world.workspace_id, (tx) =>
      tx.insert(oauthGrants).values({
        workspace_id: world.workspace_id,
        member_id,
        client_id,
        client_name: "App",
        client_host: "app.example",
        resource: "http://localhost:3000/mcp",
        scopes: [],
        ...values,
      }),
    );
  await grant("live", { expires_at: sql`now() + interval '1 day'` });
  await grant("lapsed", { expires_at: sql`now() - interval '1 day'` });
  await grant("out", { expires_at: sql`now() + interval '1 day'`, revoked_at: sql`now()` });
  expect((await getMcpOverview(world.owner)).connected_apps_count).toBe(1);
});

test("what the server says of itself stands beside the public address", async () => {
  const facts = { is_enabled: false, version: "1.0.0", allowed_hosts: ["bugs.example"], protocols: [], tools_count: 2 };
  const world = await makeWorld(db, { ...testPorts(), mcp: { facts: () => Promise.resolve(facts) } });
  expect(await getMcpOverview(world.owner)).toMatchObject({ endpoint: "http://localhost:3000/mcp", server: facts });
});

test("members and agents are refused", async () => {
  const world = await makeWorld(db);
  const member = await makeColleague(db, world, { project_role: "OWNER" });
  for (const ctx of [member, world.agent])
    await expect(getMcpOverview(ctx)).rejects.toMatchObject({ code: "FORBIDDEN" });
});
