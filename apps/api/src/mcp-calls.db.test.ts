import { describe, expect, test } from "vitest";
import { testServer, type TestServer } from "./testing/server.ts";
import { makeTenant } from "./testing/tenant.ts";

/** What the MCP server says with each call it passes on. */
function asMcp(tool: string, ip: string, client = "claude-code/2.1.0"): Record<string, string> {
  return { "x-hawkmoth-via": "MCP", "x-hawkmoth-tool": tool, "x-hawkmoth-client": client, "x-forwarded-for": ip };
}

async function statuses(server: TestServer, headers: readonly Record<string, string>[], path = "/labels") {
  const answers: number[] = [];
  for (const one of headers) answers.push((await server.app.request(`/api/v1${path}`, { headers: one })).status);
  return answers;
}

describe("the limit of a user over MCP", async () => {
  const server = await testServer({ LIMIT_MCP_PER_MINUTE: "3", LIMIT_MCP_IP_PER_MINUTE: "1000" });
  const tenant = await makeTenant(server);
  const call = asMcp("list_labels", "203.0.113.1");

  test("is shared by all keys of a member, whatever address they come from", async () => {
    const [first, second] = [await tenant.key(), await tenant.key()];
    const calls = [first, second, first, second].map((key) => ({ ...key, ...call }));
    expect(await statuses(server, calls)).toEqual([200, 200, 200, 429]);
    expect(await statuses(server, [{ ...first, ...asMcp("list_bugs", "198.51.100.4") }])).toEqual([429]);
  });

  test("says how long to wait, and leaves REST of the same key alone", async () => {
    const key = await tenant.key();
    const refused = await server.app.request("/api/v1/labels", { headers: { ...key, ...call } });
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(await refused.json()).toMatchObject({
      error: { code: "RATE_LIMITED", hint: expect.stringMatching(/^Wait \d+ seconds\.$/) },
    });
    expect(await statuses(server, [key])).toEqual([200]);
  });

  test("is counted for an agent by itself, not for the member who made its key", async () => {
    const agent = await tenant.key({ agent_id: tenant.agent.id });
    const calls = [agent, agent, agent, agent].map((key) => ({ ...key, ...call }));
    expect(await statuses(server, calls)).toEqual([200, 200, 200, 429]);
  });
});

describe("the limit of an address over MCP", async () => {
  const server = await testServer({ LIMIT_MCP_PER_MINUTE: "1000", LIMIT_MCP_IP_PER_MINUTE: "2" });
  const [one, two] = [await makeTenant(server), await makeTenant(server)];

  test("counts the caller behind the MCP server, across users, and nobody beside it", async () => {
    const [mine, theirs] = [await one.key(), await two.key()];
    const from = (ip: string, key: Record<string, string>) => ({ ...key, ...asMcp("list_labels", ip) });
    const busy = "203.0.113.7";
    expect(await statuses(server, [from(busy, mine), from(busy, theirs), from(busy, mine)])).toEqual([200, 200, 429]);
    expect(await statuses(server, [from("203.0.113.8", mine), from("203.0.113.9", theirs)])).toEqual([200, 200]);
  });

  test("believes only the entry that the MCP server added itself", async () => {
    const key = await one.key();
    const forged = ["6.6.6.1", "6.6.6.2", "6.6.6.3"].map((claim) => ({
      ...key,
      ...asMcp("list_labels", `${claim}, 203.0.113.20`),
    }));
    expect(await statuses(server, forged)).toEqual([200, 200, 429]);
  });
});

describe("the audit log", async () => {
  const server = await testServer();
  const tenant = await makeTenant(server);
  const key = await tenant.key();

  async function rows(client: string) {
    const found = await server.behind`
      select operation, tool, via, client, result_code, argument_hash, arguments, duration_ms
      from audit_entry where client = ${client} order by created_at, id`;
    return [...found];
  }

  async function read(path: string, headers: Record<string, string>) {
    return await server.app.request(`/api/v1${path}`, { headers: { ...key, ...headers } });
  }

  async function post(path: string, headers: Record<string, string>, body: unknown) {
    return await server.app.request(`/api/v1${path}`, {
      method: "POST",
      headers: { ...key, "content-type": "application/json", ...headers },
      body: JSON.stringify(body),
    });
  }

  test("has a row for reads and refusals of tools, and none for what the MCP server asks for itself", async () => {
    const client = "auditor/1";
    const { "x-hawkmoth-tool": _tool, ...own } = asMcp("", "203.0.113.1", client);
    await read("/me", own);
    await read("/bugs?limit=5", asMcp("list_bugs", "203.0.113.1", client));
    await read("/bugs/NOPE-1", asMcp("get_bug", "203.0.113.1", client));
    const limited = await tenant.key({ scopes: ["labels:read"] });
    await read("/bugs", { ...asMcp("list_bugs", "203.0.113.1", client), ...limited });
    expect((await rows(client)).map(({ tool, result_code, via }) => [tool, result_code, via])).toEqual([
      ["list_bugs", "OK", "MCP"],
      ["get_bug", "NOT_FOUND", "MCP"],
      ["list_bugs", "INSUFFICIENT_SCOPE", "MCP"],
    ]);
  });

  test("has a row for a write that was answered from store, and for a key used with another body", async () => {
    const client = "repeater/1";
    const headers = { ...asMcp("add_comment", "203.0.113.1", client), "idempotency-key": "once-0001" };
    const path = `/bugs/${tenant.bug.id}/comments`;
    await post(path, headers, { body: "First" });
    const replay = await post(path, headers, { body: "First" });
    expect(replay.headers.get("idempotent-replayed")).toBe("true");
    await post(path, headers, { body: "Another" });
    expect((await rows(client)).map(({ tool, result_code }) => [tool, result_code])).toEqual([
      ["add_comment", "OK"],
      ["add_comment", "OK"],
      ["add_comment", "IDEMPOTENCY_KEY_REUSED"],
    ]);
  });

  test("takes no call that was carried out, nor one that another secret vouches for, from a program", async () => {
    const report = { tool: "update_bug", arguments: {}, result_code: "OK", duration_ms: 3 };
    const headers = { ...asMcp("update_bug", "203.0.113.1", "forger/1"), "x-hawkmoth-internal": "guessed secret" };
    expect((await post("/mcp-calls", headers, report)).status).toBeGreaterThanOrEqual(400);
    expect(await rows("forger/1")).toEqual([]);
  });

  test("holds calls that the MCP server refused itself, once each and without their secrets", async () => {
    const client = "slipper/1";
    const report = {
      tool: "update_bug",
      arguments: { bug_id: "SHOP-1", priorty: "HIGH", token: "hunter2", note: `Bearer ${"a1".repeat(12)}` },
      result_code: "INVALID_INPUT",
      duration_ms: 3,
    };
    const answer = await post("/mcp-calls", asMcp("update_bug", "203.0.113.1", client), report);
    expect(answer.status).toBe(201);
    expect(await rows(client)).toEqual([
      {
        operation: "mcp_call.reported_by_client",
        tool: "update_bug",
        via: "MCP",
        client,
        result_code: "INVALID_INPUT",
        argument_hash: expect.stringMatching(/^[0-9a-f]{64}$/),
        arguments: { bug_id: "SHOP-1", priorty: "HIGH", token: "[redacted]", note: "Bearer [redacted]" },
        duration_ms: 3,
      },
    ]);
  });
});
