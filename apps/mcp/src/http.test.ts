import operations from "@hawkmoth/client/operations.json" with { type: "json" };
import { startRestServer, type RestServer } from "@hawkmoth/mcp/testing/rest-server";
import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startMcpServer, type McpServer } from "./testing/mcp-server.ts";

const HEADERS = { authorization: "Bearer hm_key_mara" };
const LIST = { jsonrpc: "2.0", id: 1, method: "tools/list" };

let rest: RestServer;
let server: McpServer;
let origin: string;

beforeAll(async () => {
  rest = await startRestServer(operations);
  server = await startMcpServer(rest);
  ({ origin } = server);
});
afterAll(async () => {
  await server.close();
  await rest.close();
});

describe("what a client says of itself", () => {
  const clientOf = () =>
    rest.seen.findLast(({ headers }) => headers["x-hawkmoth-tool"] === "list_projects")?.headers["x-hawkmoth-client"];

  it("reaches the audit by name and version in the new era", async () => {
    const client = new Client(
      { name: "new-client", version: "3.4" },
      { versionNegotiation: { mode: { pin: "2026-07-28" } } },
    );
    await client.connect(
      new StreamableHTTPClientTransport(new URL(`${origin}/mcp`), { requestInit: { headers: HEADERS } }),
    );
    await client.callTool({ name: "list_projects", arguments: {} });
    expect(clientOf()).toBe("new-client/3.4");
    await client.close();
  });

  it("is the User-Agent in the old one, where calls carry no name", async () => {
    const call = { jsonrpc: "2.0", id: 1, method: "tools/call", params: { name: "list_projects", arguments: {} } };
    await server.post(call, { "user-agent": "claude-code/2.0.1 (external, cli)" });
    expect(clientOf()).toBe("claude-code/2.0.1");
  });
});

const META = {
  "io.modelcontextprotocol/protocolVersion": "2026-07-28",
  "io.modelcontextprotocol/clientInfo": { name: "raw", version: "1" },
  "io.modelcontextprotocol/clientCapabilities": {},
};

/** Sends a request of the 2026 era; headers may be made to disagree with it. */
function postModern(method: string, params: Record<string, unknown> = {}, headers: Record<string, string> = {}) {
  const named = params["name"] ?? params["uri"];
  return server.post(
    { jsonrpc: "2.0", id: 1, method, params: { ...params, _meta: META } },
    {
      "mcp-protocol-version": "2026-07-28",
      "mcp-method": method,
      ...(named === undefined ? {} : { "mcp-name": String(named) }),
      ...headers,
    },
  );
}

describe("the new era", () => {
  it.each([
    ["tools/list", {}, 300_000, "private"],
    ["prompts/list", {}, 3_600_000, "public"],
    ["resources/templates/list", {}, 3_600_000, "public"],
    ["resources/list", {}, 0, "private"],
    ["resources/read", { uri: "hawkmoth:///bugs/SHOP-412" }, 0, "private"],
  ] as const)("says of %s how long and by whom it may be kept", async (...[method, params, ttlMs, cacheScope]) => {
    const response = await postModern(method, params);
    expect([response.status, await response.json()]).toMatchObject([200, { result: { ttlMs, cacheScope } }]);
  });

  it("says what it has, and no more", async () => {
    const response = await postModern("server/discover");
    const { result }: { result: Record<string, unknown> } = JSON.parse(await response.text());
    expect(result).toMatchObject({ supportedVersions: ["2026-07-28"] });
    expect(result["capabilities"]).toEqual({ tools: {}, resources: {}, prompts: {}, completions: {} });
  });

  it.each([
    ["method", { "mcp-method": "tools/list" }],
    ["name", { "mcp-name": "update_bug" }],
    ["version", { "mcp-protocol-version": "2025-11-25" }],
  ])("refuses a %s in the headers that differs from the body", async (_what, headers) => {
    const response = await postModern("tools/call", { name: "list_projects", arguments: {} }, headers);
    expect([response.status, await response.json()]).toMatchObject([400, { error: { code: -32_020 } }]);
  });

  it("refuses a version that it does not know, and names those it does", async () => {
    const meta = { ...META, "io.modelcontextprotocol/protocolVersion": "2031-01-01" };
    const response = await server.post(
      { ...LIST, params: { _meta: meta } },
      { "mcp-protocol-version": "2031-01-01", "mcp-method": "tools/list" },
    );
    expect([response.status, await response.json()]).toMatchObject([
      400,
      { error: { data: { supported: ["2026-07-28"], requested: "2031-01-01" } } },
    ]);
  });

  it("says -32602 where a resource is not there", async () => {
    const uri = "hawkmoth:///nothing";
    const response = await postModern("resources/read", { uri });
    expect(await response.json()).toMatchObject({ error: { code: -32_602, data: { uri } } });
  });
});

describe("the old era", () => {
  const initialize = (protocolVersion: string) =>
    server.post({
      jsonrpc: "2.0",
      id: 1,
      method: "initialize",
      params: { protocolVersion, capabilities: {}, clientInfo: { name: "raw", version: "1" } },
    });

  it.each([
    ["2024-11-05", "2024-11-05"],
    ["2025-03-26", "2025-03-26"],
    ["2025-06-18", "2025-06-18"],
    ["2025-11-25", "2025-11-25"],
    ["1999-01-01", "2025-11-25"],
  ])("answers a client of %s in %s, without a session", async (asked, agreed) => {
    const response = await initialize(asked);
    expect(response.headers.get("mcp-session-id")).toBeNull();
    expect(await response.json()).toMatchObject({
      result: { protocolVersion: agreed, capabilities: { tools: {}, resources: {}, prompts: {}, completions: {} } },
    });
  });

  it("refuses a header with a version that it does not know", async () => {
    expect((await server.post(LIST, { "mcp-protocol-version": "1999-01-01" })).status).toBe(400);
  });

  it("answers ping, and what it does not have with method not found", async () => {
    expect(await (await server.post({ ...LIST, method: "ping" })).json()).toMatchObject({ result: {} });
    for (const method of ["logging/setLevel", "resources/subscribe", "sampling/createMessage"])
      expect(await (await server.post({ ...LIST, method })).json()).toMatchObject({ error: { code: -32_601 } });
  });

  it("says -32002 where a resource is not there", async () => {
    const uri = "hawkmoth:///nothing";
    const response = await server.post({ ...LIST, method: "resources/read", params: { uri } });
    expect(await response.json()).toMatchObject({ error: { code: -32_002, data: { uri } } });
  });

  it("gives the same list as the new one, to the byte", async () => {
    const toolsIn = async (response: Promise<Response>) => JSON.parse(await (await response).text()).result.tools;
    const old = JSON.stringify(await toolsIn(server.post(LIST)));
    expect(JSON.stringify(await toolsIn(postModern("tools/list")))).toBe(old);
    expect(JSON.stringify(await toolsIn(server.post(LIST)))).toBe(old);
  });
});

describe("the list", () => {
  it("is filtered by the scopes of the key, and by query or header", async () => {
    const names = async (path: string, headers: Record<string, string> = {}) => {
      const response = await fetch(`${origin}/mcp${path}`, {
        method: "POST",
        headers: {
          "content-type": "application/json",
          accept: "application/json, text/event-stream",
          ...HEADERS,
          ...headers,
        },
        body: JSON.stringify(LIST),
      });
      const { result }: { result: { tools: { name: string }[] } } = JSON.parse(await response.text());
      return result.tools.map(({ name }) => name);
    };
    expect(await names("?toolsets=orient")).toEqual([
      "get_capabilities",
      "list_workspaces",
      "list_projects",
      "list_project_members",
    ]);
    expect(await names("", { "x-mcp-toolsets": "orient", "x-mcp-exclude-tools": "list_projects" })).toEqual([
      "get_capabilities",
      "list_workspaces",
      "list_project_members",
    ]);
    expect(await names("?readonly=1")).not.toContain("update_bug");
    const me = rest.answers["me.get"];
    rest.answers["me.get"] = { ...Object(me), scopes: ["bugs:read"] };
    const reader = { authorization: "Bearer hm_key_reader" };
    expect(await names("?toolsets=triage,resolve", reader)).toEqual([
      "list_bugs",
      "search_bugs",
      "get_bug",
      "list_bug_comments",
      "generate_fix_prompt",
    ]);
    rest.answers["me.get"] = me;
  });

  it("is refused with the nearest name when the wish has a slip", async () => {
    const response = await fetch(`${origin}/mcp?toolsets=triagee`, {
      method: "POST",
      headers: { ...HEADERS, "content-type": "application/json" },
      body: "{}",
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { data: { error: { did_you_mean: "triage" } } } });
  });
});
