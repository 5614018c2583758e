import operations from "@hawkmoth/client/operations.json" with { type: "json" };
import { buildRegistry } from "@hawkmoth/mcp/registry";
import { startRestServer, type RestServer } from "@hawkmoth/mcp/testing/rest-server";
import { Client as ModernClient, StreamableHTTPClientTransport as ModernHttp } from "@modelcontextprotocol/client";
import { Client as LegacyClient } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport as LegacyHttp } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startMcpServer, type McpServer } from "./testing/mcp-server.ts";

const registry = buildRegistry(operations);
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

interface AnyClient {
  listTools: () => Promise<{ tools: { name: string; outputSchema?: unknown }[] }>;
  callTool: (call: { name: string; arguments: Record<string, unknown> }) => Promise<Record<string, unknown>>;
  close: () => Promise<void>;
}

async function legacyV1(): Promise<AnyClient> {
  const client = new LegacyClient({ name: "old-client", version: "1.2" });
  await client.connect(new LegacyHttp(new URL(`${origin}/mcp`), { requestInit: { headers: HEADERS } }));
  return client;
}

async function modern(mode: "legacy" | "auto" | { pin: string }): Promise<AnyClient> {
  const client = new ModernClient({ name: "new-client", version: "3.4" }, { versionNegotiation: { mode } });
  await client.connect(new ModernHttp(new URL(`${origin}/mcp`), { requestInit: { headers: HEADERS } }));
  return client;
}

describe.each([
  ["SDK v1", legacyV1],
  ["SDK v2, legacy", () => modern("legacy")],
  ["SDK v2, auto", () => modern("auto")],
  ["SDK v2, pinned to 2026-07-28", () => modern({ pin: "2026-07-28" })],
])("a client of %s", (_name, connect) => {
  let client: AnyClient;
  beforeEach(async () => {
    client = await connect();
  });
  afterEach(() => client.close());

  it("lists the tools that the key may use", async () => {
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name)).toEqual([...registry.keys()]);
  });

  it("gets results that fit the output schema, which it checks itself", async () => {
    await client.listTools();
    const result = await client.callTool({ name: "get_bug", arguments: { bug_id: "SHOP-412" } });
    expect(result).toMatchObject({
      structuredContent: { key: "SHOP-412", digest: { first_error: { at_ms: 4100 } } },
      _meta: { "io.hawkmoth/trust": { integrity: "untrusted" } },
    });
    expect(result["isError"]).toBeFalsy();
    for (const tool of ["list_bugs", "list_projects", "get_capabilities", "claim_agent_task"])
      expect((await client.callTool({ name: tool, arguments: {} }))["isError"]).toBeFalsy();
  });

  it("gets errors in-band with what to do next", async () => {
    const result = await client.callTool({ name: "update_bug", arguments: { bug_id: "SHOP-1", priority: "URGENT" } });
    expect(result).toMatchObject({
      isError: true,
      content: [
        {
          type: "text",
          text: expect.stringContaining("Invalid 'priority': expected one of CRITICAL|HIGH|MEDIUM|LOW|NONE"),
        },
      ],
    });
  });

  it("gets an image", async () => {
    const result = await client.callTool({ name: "get_screenshot", arguments: { bug_id: "SHOP-412" } });
    expect(result["content"]).toContainEqual({ type: "image", data: "iVBORw0KGgo=", mimeType: "image/png" });
  });
});

describe("what a client says of itself", () => {
  const clientOf = () =>
    rest.seen.findLast(({ headers }) => headers["x-hawkmoth-tool"] === "list_projects")?.headers["x-hawkmoth-client"];

  it("reaches the audit by name and version in the new era", async () => {
    const client = await modern({ pin: "2026-07-28" });
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

describe("the new era", () => {
  const META = {
    "io.modelcontextprotocol/protocolVersion": "2026-07-28",
    "io.modelcontextprotocol/clientInfo": { name: "raw", version: "1" },
    "io.modelcontextprotocol/clientCapabilities": {},
  };
  const modernHeaders = { "mcp-protocol-version": "2026-07-28", "mcp-method": "tools/list" };

  it("gives the list with a private cache hint of five minutes", async () => {
    const response = await server.post({ ...LIST, params: { _meta: META } }, modernHeaders);
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ result: { ttlMs: 300_000, cacheScope: "private" } });
  });

  it("refuses headers that say something else than the body", async () => {
    const response = await server.post(
      { ...LIST, params: { _meta: META } },
      { ...modernHeaders, "mcp-method": "tools/call" },
    );
    expect(response.status).toBe(400);
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
    expect(await names("?toolsets=orient")).toEqual(["get_capabilities", "list_projects", "list_project_members"]);
    expect(await names("", { "x-mcp-toolsets": "orient", "x-mcp-exclude-tools": "list_projects" })).toEqual([
      "get_capabilities",
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
