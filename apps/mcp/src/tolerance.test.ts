import operations from "@hawkmoth/client/operations.json" with { type: "json" };
import { startRestServer, type RestServer } from "@hawkmoth/mcp/testing/rest-server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { startMcpServer, type McpServer } from "./testing/mcp-server.ts";

const META = {
  "io.modelcontextprotocol/protocolVersion": "2026-07-28",
  "io.modelcontextprotocol/clientInfo": { name: "sloppy", version: "1.0" },
  "io.modelcontextprotocol/clientCapabilities": {},
};

let rest: RestServer;
let server: McpServer;

beforeAll(async () => {
  rest = await startRestServer(operations);
  server = await startMcpServer(rest);
});
afterAll(async () => {
  await server.close();
  await rest.close();
});

const Answer = z.looseObject({
  result: z.looseObject({ isError: z.unknown().optional() }).optional(),
  error: z.looseObject({ message: z.string() }).optional(),
});

type Params = Record<string, unknown>;

const request = (method: string, params?: unknown) => ({ jsonrpc: "2.0", id: 1, method, params });

/** Sends one request of a protocol version, as clients of that version do. */
async function ask(version: "2025" | "2026", [method, params]: [string, Params], headers: Record<string, string> = {}) {
  const name = params["name"] ?? params["uri"];
  const modern = {
    "mcp-protocol-version": "2026-07-28",
    "mcp-method": method,
    ...(typeof name === "string" ? { "mcp-name": name } : {}),
  };
  const body = request(method, version === "2026" ? { ...params, _meta: META } : params);
  const response = await server.post(body, { ...(version === "2026" ? modern : {}), ...headers });
  return Answer.parse(await response.json());
}

describe.each(["2025", "2026"] as const)("a client of %s", (version) => {
  it.each([
    ["tools/call", { name: "list_projects", arguments: null }],
    ["tools/call", { name: "list_projects", arguments: "{}" }],
    ["tools/call", { name: "list_bugs", arguments: { limit: "3", project_id: "shop", status: null } }],
    ["resources/list", { cursor: null }],
    ["prompts/get", { name: "fix_bug", arguments: { bug_id: 412 } }],
  ])("is answered when it sends %s %j", async (method, params) => {
    const answer = await ask(version, [method, params]);
    expect(answer).toMatchObject({ result: {} });
    expect(answer.result?.isError).toBeUndefined();
  });

  it.each([
    ["tools/call", { name: 3, arguments: {} }, "Invalid 'name': expected a text"],
    ["tools/call", { arguments: {} }, "Missing 'name'"],
    ["tools/call", { name: "list_bugs", arguments: [] }, "Invalid 'arguments': expected an object"],
    ["resources/list", { cursor: 3 }, "Invalid 'cursor': expected a text"],
    ["resources/read", {}, "Missing 'uri'"],
    ["resources/read", { uri: "nope" }, "Resource not found"],
    ["prompts/get", { name: "no_such_prompt" }, "There is no prompt 'no_such_prompt'"],
  ])("is told in plain words what is wrong with %s %j", async (method, params, message) => {
    expect(await ask(version, [method, params])).toMatchObject({
      error: { message: expect.stringContaining(message) },
    });
    const { error } = await ask(version, [method, params]);
    expect(error?.message).not.toMatch(/MCP error|Bad Request|Invalid input|received|\[|\{/);
  });
});

it.each(["*/*", "application/json", "text/event-stream", "text/html", ""])(
  "a client of 2025 that accepts '%s' is answered in JSON",
  async (accept) => {
    const response = await server.post(request("tools/list", {}), { accept });
    expect([response.status, response.headers.get("content-type")]).toEqual([200, "application/json"]);
    expect(await response.json()).toMatchObject({ result: { tools: expect.any(Array) } });
  },
);

it.each(["2099-01-01", "2026-07-28", "1999", "garbage", "2025-11-25"])(
  "a handshake agrees on a version whatever the version header says: %s",
  async (header) => {
    const params = { protocolVersion: "2025-06-18", capabilities: {}, clientInfo: { name: "x", version: "1" } };
    const answer = await ask("2025", ["initialize", params], { "mcp-protocol-version": header });
    expect(answer).toMatchObject({ result: { protocolVersion: "2025-06-18" } });
    const unknown = await ask("2025", ["initialize", { ...params, protocolVersion: header }]);
    expect(unknown).toMatchObject({ result: { protocolVersion: expect.stringMatching(/^2025-/) } });
  },
);

it("a client of 2026, which needs no handshake, is told that there is none", async () => {
  const { error } = await ask("2026", ["initialize", {}]);
  expect(error).toMatchObject({ code: -32_601 });
});

it("parameters that are null are none", async () => {
  const response = await server.post({ ...request("tools/list"), params: null });
  expect(await response.json()).toMatchObject({ result: { tools: expect.any(Array) } });
});
