import { expect, test } from "vitest";
import { listen, overHttp, overStdio, startMcp, type Ask } from "./testing/mcp.ts";
import { testServer } from "./testing/server.ts";
import { makeTenant } from "./testing/tenant.ts";

const MCP_INTERNAL_SECRET = "a secret of both processes";
const server = await testServer({ MCP_INTERNAL_SECRET });
const tenant = await makeTenant(server);
const { authorization = "" } = await tenant.key();
const api_url = await listen(server);
const origin = await startMcp(api_url, { MCP_INTERNAL_SECRET });
const USER_AGENT = "old-client/1.4 (external, cli)";

/** Who reported a refused call: our own MCP server proves itself, a program on somebody's machine can't. */
type Reporter = "mcp_call.record" | "mcp_call.reported_by_client";

const clients: [name: string, client: string, ask: Ask, reporter: Reporter][] = [
  ["HTTP of 2026", "auditor/2.6", overHttp(origin, { headers: { authorization }, era: "2026" }), "mcp_call.record"],
  [
    "HTTP of 2025, where a call names no client but its User-Agent",
    "old-client/1.4",
    overHttp(origin, { headers: { authorization, "user-agent": USER_AGENT }, era: "2025" }),
    "mcp_call.record",
  ],
  [
    "stdio",
    "auditor/2.6",
    overStdio({ HAWKMOTH_URL: api_url, HAWKMOTH_API_KEY: authorization.replace("Bearer ", "") }),
    "mcp_call.reported_by_client",
  ],
];

async function rowsSince(id: string) {
  const rows = await server.behind`
    select operation, tool, via, client, principal_type, result_code, argument_hash, arguments, duration_ms
    from audit_entry where id > ${id}::uuid order by id`;
  return [...rows];
}

async function lastRow(): Promise<string> {
  const [row] = await server.behind`select id from audit_entry order by id desc limit 1`;
  return String(row?.["id"] ?? "00000000-0000-0000-0000-000000000000");
}

test.each(clients)(
  "every call over %s leaves one row: what succeeds, fails and is refused",
  async (...[, client, ask, reporter]) => {
    const before = await lastRow();
    const call = (name: string, args: Record<string, unknown>) => ask("tools/call", { name, arguments: args });
    await ask("tools/list");
    await call("get_bug", { bug_id: tenant.bug.key });
    await call("add_comment", { bug_id: tenant.bug.key, body: `Seen with ${client} and password=hunter2secret` });
    await call("get_bug", { bug_id: "NOPE-1" });
    await call("update_bug", { bug_id: tenant.bug.key, priority: "urgent" });
    await call("get_bugs", { token: "hunter2secret" });
    await call("delete_everything", {});
    await ask("resources/read", { uri: `hawkmoth:///bugs/${tenant.bug.key}` });
    const rows = await rowsSince(before);
    expect(rows.map(({ tool, operation, result_code }) => [tool, operation, result_code])).toEqual([
      ["get_bug", "bug.get", "OK"],
      ["add_comment", "comment.create", "OK"],
      ["get_bug", "bug.get", "NOT_FOUND"],
      ["update_bug", reporter, "INVALID_INPUT"],
      ["get_bugs", reporter, "NOT_FOUND"],
      ["delete_everything", reporter, "NOT_FOUND"],
      ["get_bug", "bug.get", "OK"],
    ]);
    for (const row of rows) {
      expect(row).toMatchObject({ via: "MCP", client, principal_type: "MEMBER" });
      expect(row["argument_hash"]).toMatch(/^[0-9a-f]{64}$/);
      expect(row["duration_ms"]).toBeGreaterThanOrEqual(0);
    }
    expect(rows[3]?.["arguments"]).toEqual({ bug_id: tenant.bug.key, priority: "urgent" });
    expect(JSON.stringify(rows)).not.toContain("hunter2secret");
  },
);

test("two calls with the same arguments have the same hash, and others another", async () => {
  const ask = overHttp(origin, { headers: { authorization }, era: "2026" });
  const before = await lastRow();
  for (const limit of [3, 3, 4]) await ask("tools/call", { name: "list_bugs", arguments: { limit } });
  const [first, second, third] = (await rowsSince(before)).map((row) => row["argument_hash"]);
  expect(first).toBe(second);
  expect(third).not.toBe(first);
});

test("the limit of an address counts that of the caller, not that of the MCP server", async () => {
  const headers = { authorization, "x-forwarded-for": "203.0.113.77" };
  await overHttp(origin, { headers, era: "2026" })("tools/call", { name: "list_bugs", arguments: {} });
  const keys = await server.behind`select key from rate_limit where key like 'mcp_ip:%'`;
  expect(keys.map(({ key }) => key)).toContain("mcp_ip:203.0.113.77");
});

test.each([
  ["no secret", {}],
  ["a wrong secret", { "x-hawkmoth-internal": `${MCP_INTERNAL_SECRET}!` }],
  ["an empty secret", { "x-hawkmoth-internal": "" }],
  ["a secret cut short", { "x-hawkmoth-internal": MCP_INTERNAL_SECRET.slice(0, -1) }],
])("a success that is reported with %s is refused and leaves no row of its own", async (_name, given) => {
  const report = { tool: "update_bug", arguments: { bug_id: tenant.bug.key }, result_code: "OK", duration_ms: 3 };
  const agent_key = await tenant.key({ agent_id: tenant.agent.id });
  for (const who of [{ authorization }, agent_key, tenant.cookie]) {
    const before = await lastRow();
    const answer = await fetch(`${api_url}/api/v1/mcp-calls`, {
      method: "POST",
      headers: { ...who, ...given, "content-type": "application/json", "x-hawkmoth-via": "mcp" },
      body: JSON.stringify(report),
    });
    expect(answer.status).toBe(403);
    expect(await answer.json()).toMatchObject({ error: { code: "FORBIDDEN", field: "result_code" } });
    const told = (await rowsSince(before)).filter(({ result_code }) => result_code === "OK");
    expect(told).toEqual([]);
  }
});

test("the same report with the secret is the MCP server's own", async () => {
  const before = await lastRow();
  const answer = await fetch(`${api_url}/api/v1/mcp-calls`, {
    method: "POST",
    headers: { authorization, "x-hawkmoth-internal": MCP_INTERNAL_SECRET, "content-type": "application/json" },
    body: JSON.stringify({ tool: "detect_framework", arguments: {}, result_code: "OK", duration_ms: 3 }),
  });
  expect(answer.status).toBeLessThan(300);
  expect(await rowsSince(before)).toMatchObject([{ operation: "mcp_call.record", result_code: "OK" }]);
});
