import operations from "@hawkmoth/client/operations.json" with { type: "json" };
import { AppError } from "@hawkmoth/domain/errors";
import { startRestServer, type RestServer } from "@hawkmoth/mcp/testing/rest-server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { PUBLIC_ORIGIN, startMcpServer, type McpServer } from "./testing/mcp-server.ts";
import { withHost } from "./testing/with-host.ts";

const KEY = { authorization: "Bearer hm_key_mara" };

const Named = z.array(z.looseObject({ name: z.string() }));
const Body = z.looseObject({
  tools: Named.optional(),
  profiles: Named.optional(),
  result: z.looseObject({ tools: Named.optional() }).optional(),
});

let rest: RestServer;
let server: McpServer;
let off: McpServer;

beforeAll(async () => {
  rest = await startRestServer(operations);
  server = await startMcpServer(rest);
  off = await startMcpServer(rest, false);
});
afterAll(async () => {
  await Promise.all([server.close(), off.close()]);
  await rest.close();
});

async function get(path: string, headers: Record<string, string> = KEY, origin = server.origin) {
  const response = await fetch(`${origin}/api/v1/mcp${path}`, { headers });
  return { status: response.status, headers: response.headers, body: Body.parse(await response.json()) };
}

async function invoke(body: unknown, headers: Record<string, string> = KEY, origin = server.origin) {
  const response = await fetch(`${origin}/api/v1/mcp/tools/invoke`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: Body.parse(await response.json()) };
}

async function overMcp(method: string, params: Record<string, unknown> = {}) {
  const response = await server.post({ jsonrpc: "2.0", id: 1, method, params });
  return Body.parse(await response.json()).result;
}

describe("the list of tools", () => {
  it("is what the same key gets over MCP", async () => {
    const { status, body } = await get("/tools");
    expect(status).toBe(200);
    expect(body.tools).toEqual((await overMcp("tools/list"))?.tools);
  });

  it("takes the same wishes by query and by header", async () => {
    const names = ({ body }: Awaited<ReturnType<typeof get>>) => body.tools?.map(({ name }) => name);
    expect(names(await get("/tools?tools=get_bug,list_bugs&readonly=1"))).toEqual(["list_bugs", "get_bug"]);
    expect(names(await get("/tools", { ...KEY, "x-mcp-tools": "get_bug" }))).toEqual(["get_bug"]);
    expect((await get("/tools?tools=get_bugg")).body).toMatchObject({ error: { code: "INVALID_INPUT" } });
  });
});

describe("an invocation", () => {
  it("answers what tools/call answers", async () => {
    const call = { tool: "get_bug", arguments: { bug_id: "SHOP-412" } };
    const { status, body } = await invoke(call);
    expect(status).toBe(200);
    expect(body).toEqual({
      ...(await overMcp("tools/call", { name: call.tool, arguments: call.arguments })),
      isError: false,
    });
  });

  it("tells a failure of the tool as an answer that helps", async () => {
    const { status, body } = await invoke({ tool: "get_bug", arguments: { bugId: "SHOP-412" } });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      isError: true,
      content: [{ text: expect.stringContaining('"did_you_mean":"bug_id"') }],
    });
  });

  it("needs a tool, a body of JSON and a key", async () => {
    expect(await invoke({})).toMatchObject({ status: 400, body: { error: { message: "Missing 'tool'" } } });
    expect(await invoke([])).toMatchObject({ status: 400, body: { error: { code: "INVALID_INPUT" } } });
    const deep: unknown = JSON.parse(`${"[".repeat(2000)}${"]".repeat(2000)}`);
    expect(await invoke({ tool: "get_bug", arguments: { bug_id: deep } })).toMatchObject({
      status: 400,
      body: { error: { code: "INVALID_INPUT" } },
    });
    expect(await invoke({ tool: "get_bug" }, { ...KEY, "content-type": "text/plain" })).toMatchObject({ status: 415 });
    expect(await invoke({ tool: "get_bug" }, {})).toMatchObject({
      status: 401,
      body: { error: { code: "UNAUTHENTICATED" } },
    });
  });

  it("takes the key of X-MCP-Token", async () => {
    const { status } = await invoke({ tool: "list_projects" }, { "x-mcp-token": "hm_key_mara" });
    expect(status).toBe(200);
  });
});

describe("the configuration", () => {
  it("says where to connect and what there is, and nothing secret", async () => {
    const { status, body } = await get("/config", {});
    expect(status).toBe(200);
    expect(body).toMatchObject({ is_enabled: true, endpoint: `${PUBLIC_ORIGIN}/mcp` });
    expect(body.profiles?.map(({ name }) => name)).toEqual(["bugport", "bugmojo", "repro"]);
  });

  it("says when MCP is off, and then nothing else answers", async () => {
    expect((await get("/config", {}, off.origin)).body).toMatchObject({ is_enabled: false });
    expect((await get("/tools", KEY, off.origin)).status).toBe(404);
    expect((await invoke({ tool: "get_bug" }, KEY, off.origin)).status).toBe(404);
  });
});

it("says when to come again, and that the API is out of reach", async () => {
  const me = rest.answers["me.get"];
  rest.answers["me.get"] = new AppError("RATE_LIMITED", { retry_after_s: 7 });
  const limited = await get("/tools", { authorization: "Bearer hm_key_fast" });
  expect([limited.status, limited.headers.get("retry-after")]).toEqual([429, "7"]);
  rest.answers["me.get"] = new AppError("INTERNAL");
  expect((await get("/tools", { authorization: "Bearer hm_key_down" })).status).toBe(503);
  rest.answers["me.get"] = me;
});

it("lets no foreign page or host in, and no other method", async () => {
  expect((await withHost(`${server.origin}/api/v1/mcp/tools/invoke`, "evil.example")).statusCode).toBe(403);
  expect((await get("/tools", { ...KEY, origin: "https://evil.example" })).status).toBe(403);
  const response = await fetch(`${server.origin}/api/v1/mcp/tools`, { method: "POST", headers: KEY });
  expect(response.status).toBe(404);
  expect((await get("/tools", {})).headers.get("www-authenticate")).toContain("resource_metadata=");
});
