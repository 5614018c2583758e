import { REST_ALIASES, type RestAlias } from "@hawkmoth/api/rest-aliases";
import { createComment } from "@hawkmoth/services/comment/create-comment";
import { describe, expect, test } from "vitest";
import { callOperation, operationAt } from "./testing/call-operation.ts";
import { testServer } from "./testing/server.ts";
import { makeMcpWorld, queueTask } from "./testing/mcp-world.ts";
import { makeTenant } from "./testing/tenant.ts";

const server = await testServer();
const { tenant, facts, keys } = await makeMcpWorld(server);
await createComment(tenant.owner, { bug_id: facts.bug_id, body: "Seen by two people." });
const token = { "x-mcp-token": (keys.member["authorization"] ?? "").replace("Bearer ", "") };
const foreign = await makeTenant(server);

interface Sent {
  query?: string;
  body?: Record<string, unknown>;
}

async function send({ method, path }: RestAlias, sent: Sent = {}, team = tenant.workspace.id) {
  const filled = path
    .replace("{bug_id}", facts.bug_key)
    .replace("{label_id}", facts.label_id)
    .replace("{team_id}", team);
  const response = await server.app.request(`/api/v1${filled}${sent.query ?? ""}`, {
    method,
    headers: { ...token, ...(method === "GET" ? {} : { "content-type": "application/json" }) },
    ...(method === "GET" ? {} : { body: JSON.stringify(sent.body ?? {}) }),
  });
  const body: unknown = await response.json();
  return { status: response.status, body };
}

function aliasAt(method: string, path: string): RestAlias {
  const found = REST_ALIASES.find((alias) => alias.method === method && alias.path === path);
  if (!found) throw new Error(`no alias ${method} ${path}`);
  return found;
}

/** Marks are drawn anew for each answer, and a window of time moves on. */
function settled(value: unknown): unknown {
  const text = JSON.stringify(value).replaceAll(/data-[0-9a-f]{8,}/g, "data-nonce");
  return JSON.parse(text.replaceAll(/"since":"[^"]*"/g, '"since":"then"'));
}

test.each(REST_ALIASES.map((alias) => [`${alias.method} ${alias.path}`, alias] as const))(
  "%s leads to an operation that is there",
  (_name, alias) => {
    expect(operationAt(alias.operation).is_raw).toBe(false);
  },
);

describe.each(REST_ALIASES.filter(({ method }) => method === "GET").map((alias) => [alias.path, alias] as const))(
  "GET %s",
  (_path, alias) => {
    test("answers what the operation answers", async () => {
      const named = operationAt(alias.operation).rest.path.includes("{bug_id}") ? { bug_id: facts.bug_key } : {};
      const { status, body } = await callOperation(server, operationAt(alias.operation), {
        input: named,
        headers: keys.member,
      });
      const answer = await send(alias);
      expect(answer.status).toBe(status);
      expect(settled(answer.body)).toEqual(settled(body));
      expect(status).toBe(200);
    });
  },
);

describe("a write", () => {
  test.each([
    ["resolve", {}, { status: "RESOLVED", resolution: "FIXED" }],
    ["spam", {}, { status: "CLOSED", resolution: "SPAM" }],
    ["assign-me", {}, { assignee: { type: "MEMBER", id: facts.member_id } }],
  ])("of %s says by its path what is done", async (verb, body, wanted) => {
    const answer = await send(aliasAt("POST", `/mcp/bugs/{bug_id}/${verb}`), { body });
    expect(answer).toMatchObject({ status: 200, body: { bug: wanted } });
  });

  test("takes values in lower case", async () => {
    const answer = await send(aliasAt("PATCH", "/mcp/bugs/{bug_id}"), {
      body: { status: "reopened", priority: "high" },
    });
    expect(answer).toMatchObject({ status: 200, body: { bug: { status: "REOPENED", priority: "HIGH" } } });
  });

  test("of comments and labels is that of the operation", async () => {
    expect(await send(aliasAt("POST", "/mcp/bugs/{bug_id}/comments"), { body: { body: "Me too" } })).toMatchObject({
      status: 201,
      body: { body: "Me too", author: { id: facts.member_id } },
    });
    const label_name = "checkout";
    expect(await send(aliasAt("POST", "/mcp/bugs/{bug_id}/labels"), { body: { label_name } })).toMatchObject({
      body: { labels: [{ name: "checkout" }] },
    });
    expect(await send(aliasAt("DELETE", "/mcp/bugs/{bug_id}/labels"), { body: { label_name } })).toMatchObject({
      body: { labels: [] },
    });
    expect(await send(aliasAt("PATCH", "/mcp/labels/{label_id}"), { body: { color: "#112233" } })).toMatchObject({
      body: { color: "#112233" },
    });
    expect(await send(aliasAt("POST", "/mcp/teams/{team_id}/labels"), { body: { name: "cart" } })).toMatchObject({
      status: 201,
      body: { name: "cart" },
    });
  });

  test("can't be told something else than its path says", async () => {
    const answer = await send(aliasAt("POST", "/mcp/bugs/{bug_id}/resolve"), { body: { status: "OPEN" } });
    expect(answer).toMatchObject({ status: 400, body: { error: { message: "'status' stands in the path" } } });
  });

  test("is audited under the operation", async () => {
    await send(aliasAt("POST", "/mcp/bugs/{bug_id}/comments"), { body: { body: "For the record" } });
    const { body } = await callOperation(server, operationAt("audit.query"), {
      input: { limit: 1 },
      headers: await tenant.key(),
    });
    expect(body).toMatchObject({ entries: [{ operation: "comment.create", result_code: "OK" }] });
  });
});

test("the workspace of another is not there, whatever the credential", async () => {
  for (const team of [foreign.workspace.id, "42"])
    expect((await send(aliasAt("GET", "/mcp/teams/{team_id}/labels"), {}, team)).status).toBe(404);
});

test("without a credential there is nothing", async () => {
  for (const { method, path } of REST_ALIASES) {
    const headers = { "content-type": "application/json" };
    const response = await server.app.request(`/api/v1${path}`, {
      method,
      headers,
      ...(method === "GET" ? {} : { body: "{}" }),
    });
    expect(response.status).toBe(401);
  }
});

describe("a write of an agent", () => {
  /** A task of the world's agent that it holds. */
  async function heldTask() {
    const { key } = await queueTask(tenant, "Held over another tracker's routes");
    const { lease_token } = await callAs("task.claim", {});
    return { key, lease_token: String(lease_token) };
  }

  async function callAs(path: string, input: Record<string, unknown>) {
    const { body } = await callOperation(server, operationAt(path), { input, headers: keys.agent });
    return Object(body) as Record<string, unknown>;
  }

  async function write(
    path: string,
    { method = "PATCH", body = {}, lease }: { method?: string; body?: object; lease?: string },
  ) {
    const response = await server.app.request(`/api/v1${path}`, {
      method,
      headers: {
        "x-mcp-token": (keys.agent["authorization"] ?? "").replace("Bearer ", ""),
        "content-type": "application/json",
        ...(lease === undefined ? {} : { "x-hawkmoth-lease": lease }),
      },
      body: JSON.stringify(body),
    });
    const answer = Object(await response.json()) as { error?: { code: string; field?: string } };
    return { status: response.status, error: answer.error };
  }

  test("takes its lease as a header, and goes no further than the task with it", async () => {
    const { key, lease_token } = await heldTask();
    const status = { status: "in_progress" };
    expect(await write(`/mcp/bugs/${key}`, { body: status })).toMatchObject({ status: 403 });
    expect(await write(`/mcp/bugs/${key}`, { body: status, lease: lease_token })).toMatchObject({ status: 200 });
    for (const path of ["resolve", "spam", "assign-me"])
      expect(await write(`/mcp/bugs/${key}/${path}`, { method: "POST", lease: lease_token })).toMatchObject({
        status: 403,
        error: { code: "FORBIDDEN" },
      });
    const comment = { method: "POST", body: { body: "Found it" }, lease: lease_token };
    expect(await write(`/mcp/bugs/${key}/comments`, comment)).toMatchObject({ status: 201 });
    expect(await write(`/bugs/${key}`, { body: { status: "IN_REVIEW" }, lease: lease_token })).toMatchObject({
      status: 200,
    });
  });

  test("is refused when header and body name two leases", async () => {
    const { key, lease_token } = await heldTask();
    const body = { status: "IN_REVIEW", lease_token: "lease_other" };
    expect(await write(`/bugs/${key}`, { body, lease: lease_token })).toMatchObject({
      status: 400,
      error: { code: "INVALID_INPUT", field: "lease_token" },
    });
  });
});
