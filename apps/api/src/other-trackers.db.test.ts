import { CreateKeyInput } from "@hawkmoth/domain/access/schema";
import { createKey } from "@hawkmoth/services/access/create-key";
import { revokeKey } from "@hawkmoth/services/access/revoke-key";
import { expect, test } from "vitest";
import { mcpConnection, mcpHost } from "./testing/mcp-host.ts";
import { testServer } from "./testing/server.ts";
import { makeTenant } from "./testing/tenant.ts";

const server = await testServer({ LIMIT_MCP_PER_MINUTE: "100000", LIMIT_MCP_IP_PER_MINUTE: "100000" });
const host = mcpHost(server);
const tenant = await makeTenant(server);
const headers = await tenant.key();
const { bug, owner, project } = tenant;

async function send(method: string, path: string, { body, as = headers }: { body?: object; as?: object } = {}) {
  const response = await server.app.request(`/api/v1${path}`, {
    method,
    headers: { ...as, ...(body === undefined ? {} : { "content-type": "application/json" }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: Object(await response.json()) };
}

test("what comes through the paths of another tracker's MCP is recorded as MCP, and the same over REST as API", async () => {
  await send("POST", `/mcp/bugs/${bug.key}/comments`, { body: { body: "By MCP." } });
  await send("POST", `/bugs/${bug.key}/comments`, { body: { body: "By REST." } });
  await send("PATCH", `/mcp/bugs/${bug.key}`, { body: { priority: "high" } });
  const { body } = await send("GET", `/bugs/${bug.key}/comments`);
  expect(body.comments.map(({ via }: { via: string }) => via)).toEqual(["MCP", "API"]);
  const { body: history } = await send("GET", `/bugs/${bug.key}/activity`);
  const changed = history.activity.filter(({ field }: { field?: string }) => field === "priority");
  expect(changed).toMatchObject([{ via: "MCP" }]);
});

test("stats name the teams that they count", async () => {
  const { body } = await send("GET", "/mcp/stats");
  expect(body).toMatchObject({ teams: [{ id: tenant.workspace.id }], open_count: 1 });
});

test("a publishable key is verified in X-API-Key as well as in the body, and a bad one is not valid", async () => {
  const input = CreateKeyInput.parse({ kind: "PUBLISHABLE", name: "site", project_ids: [project.id] });
  const { value } = await createKey(owner, input);
  const good = { valid: true, project: { id: project.id } };
  expect((await send("POST", "/capture/verify", { body: { project_key: value }, as: {} })).body).toMatchObject(good);
  expect((await send("POST", "/capture/verify", { as: { "x-api-key": value } })).body).toMatchObject(good);
  const bad = await send("POST", "/capture/verify", { as: { "x-api-key": `hm_pk_${"a".repeat(43)}` } });
  expect(bad).toMatchObject({ status: 200, body: { valid: false, project: null } });
  const secret = await send("POST", "/capture/verify", {
    as: { "x-api-key": String(headers["authorization"]).slice(7) },
  });
  expect(secret.body).toMatchObject({ valid: false });
});

test("a key that may only read bugs can use every reading tool of the profile bugport", async () => {
  const reader = await tenant.key({ scopes: ["bugs:read"] });
  const connection = mcpConnection(host, reader, { profile: "bugport" });
  const listed = (await host.list(connection)).map(({ name }) => name);
  expect(listed).toEqual([
    "list_workspaces",
    "list_projects",
    "list_bugs",
    "list_open_bugs",
    "list_closed_bugs",
    "get_bug_details",
    "get_bug_context",
    "get_bug_media",
    "generate_fix_prompt",
  ]);
  for (const name of ["list_workspaces", "list_projects"])
    expect((await host.call(connection, { name, args: {} })).isError).toBeUndefined();
  expect((await send("GET", `/projects/${project.id}/assignees`, { as: reader })).status).toBe(403);
  const other = await tenant.key({ scopes: ["labels:read"] });
  expect((await send("GET", "/projects", { as: other })).status).toBe(403);
});

test("a revoked key lists nothing from then on", async () => {
  const { key, value } = await createKey(owner, CreateKeyInput.parse({ name: "laptop" }));
  const connection = mcpConnection(host, { authorization: `Bearer ${value}` });
  expect((await host.list(connection)).length).toBeGreaterThan(0);
  await revokeKey(owner, { key_id: key.id });
  await expect(host.list(connection)).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
});

test("tickets are found by lists of statuses, priorities and tags, and by words", async () => {
  await send("PATCH", `/bugs/${bug.key}`, { body: { label_add: ["ui"], title: "The coupon breaks the basket" } });
  const connection = mcpConnection(host, headers, { profile: "repro" });
  const count = async (args: object) => {
    const { structuredContent = {}, content } = await host.call(connection, { name: "repro_list_tickets", args });
    expect(structuredContent["tickets"], JSON.stringify(content)).toBeInstanceOf(Array);
    expect(structuredContent).toHaveProperty("nextCursor", null);
    return Object(structuredContent["tickets"]).length;
  };
  expect(await count({ status: ["open", "closed"], priority: ["high"], tag: ["ui"], query: "coupon" })).toBe(1);
  expect(await count({ status: ["closed"] })).toBe(0);
  expect(await count({ query: "no such word" })).toBe(0);
  expect(await count({ tag: ["ui", "other"] })).toBe(0);
});
