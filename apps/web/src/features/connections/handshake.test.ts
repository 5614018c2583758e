import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { testConnection } from "./handshake.ts";
import { readAnswer } from "./rpc-answer.ts";

interface Answer {
  status?: number;
  body?: unknown;
  session?: string;
}

let close: (() => void) | null = null;
afterEach(() => close?.());

/** A server that answers each MCP method as told and remembers what it was asked. */
async function serve(answers: Record<string, Answer>) {
  const asked: { method: string; headers: IncomingHttpHeaders; params: unknown }[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { method, params }: { method: string; params: unknown } = JSON.parse(Buffer.concat(chunks).toString());
      asked.push({ method, params, headers: request.headers });
      const { status = 200, body = "", session } = answers[method] ?? answers["*"] ?? { status: 202 };
      response.writeHead(status, session ? { "mcp-session-id": session } : {});
      response.end(typeof body === "string" ? body : JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  close = () => server.close();
  return { endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port.toString()}/mcp`, asked };
}

const result = (value: object) => ({ body: { jsonrpc: "2.0", id: 1, result: value } });
const tools = result({ tools: [{ name: "list_bugs" }, { name: "get_bug" }] });
const INFO = { name: "hawkmoth", title: "Hawkmoth", version: "0.1.0" };

test("both eras connect as their clients do, carry the key and send no cookie", async () => {
  const { endpoint, asked } = await serve({
    "server/discover": result({ _meta: { "io.modelcontextprotocol/serverInfo": INFO } }),
    initialize: { ...result({ protocolVersion: "2025-06-18", serverInfo: INFO }), session: "s1" },
    "tools/list": tools,
  });
  const results = await testConnection(endpoint, "hm_key_x");
  expect(results).toMatchObject([
    { ok: true, era: "2026-07-28", server: "Hawkmoth 0.1.0", protocol: "2026-07-28", tools: ["list_bugs", "get_bug"] },
    { ok: true, era: "2025", server: "Hawkmoth 0.1.0", protocol: "2025-06-18", tools: ["list_bugs", "get_bug"] },
  ]);
  expect(results.map(({ steps }) => steps.map((step) => step.method))).toEqual([
    ["server/discover", "tools/list"],
    ["initialize", "notifications/initialized", "tools/list"],
  ]);
  expect(asked.every(({ headers }) => headers.authorization === "Bearer hm_key_x" && !headers.cookie)).toBe(true);
  expect(asked.map(({ headers }) => headers["mcp-protocol-version"])).toEqual([
    "2026-07-28",
    "2026-07-28",
    undefined,
    "2025-06-18",
    "2025-06-18",
  ]);
  expect(asked.map(({ headers }) => headers["mcp-session-id"])).toEqual([undefined, undefined, undefined, "s1", "s1"]);
  expect(asked.slice(0, 2).map(({ method, headers }) => headers["mcp-method"] === method)).toEqual([true, true]);
  expect(asked[0]?.params).toMatchObject({
    _meta: { "io.modelcontextprotocol/protocolVersion": "2026-07-28" },
  });
});

test("one era may fail while the other connects", async () => {
  const { endpoint } = await serve({
    "server/discover": { status: 400, body: { error: { message: "Unsupported protocol version" } } },
    initialize: result({ serverInfo: INFO }),
    "tools/list": tools,
  });
  expect(await testConnection(endpoint, "k")).toMatchObject([
    { ok: false, failed_at: "server/discover", fault: { detail: "HTTP 400: Unsupported protocol version" } },
    { ok: true, protocol: "2025-11-25" },
  ]);
});

test.each([
  [401, "The key is unknown", "The key is not accepted"],
  [403, "This host is not allowed", "The server does not answer to this host"],
  [403, "This origin is not allowed", "The server does not trust this page"],
  [403, "Forbidden", "The key may not do this"],
  [404, "Not found", "MCP is switched off"],
  [429, "Too many", "Too many calls"],
  [503, "Down", "The server can’t work now"],
])("HTTP %i with “%s” is explained as: %s", async (status, message, title) => {
  const { endpoint } = await serve({ "*": { status, body: { error: { message } } } });
  const [modern] = await testConnection(endpoint, "k");
  expect(modern).toMatchObject({ ok: false, fault: { title, detail: `HTTP ${status}: ${message}` } });
});

test("a server that is not there, and a page in its place, are told apart", async () => {
  expect((await testConnection("http://127.0.0.1:9/mcp", "k"))[0]).toMatchObject({ fault: { title: "No answer" } });
  const { endpoint } = await serve({ "*": { body: "<h1>Welcome</h1>" } });
  expect((await testConnection(endpoint, "k"))[0]).toMatchObject({ fault: { title: "The answer is not MCP" } });
});

test("a protocol error inside a 200 is a failure too", async () => {
  const { endpoint } = await serve({
    initialize: result({ serverInfo: INFO }),
    "tools/list": { body: { jsonrpc: "2.0", id: 2, error: { code: -32_601, message: "Method not found" } } },
  });
  expect((await testConnection(endpoint, "k"))[1]).toMatchObject({
    failed_at: "tools/list",
    fault: { detail: "Method not found" },
  });
});

test("an answer is found behind other events of a stream", () => {
  expect(
    readAnswer(': ping\n\ndata: {"jsonrpc":"2.0","method":"notifications/x"}\n\ndata: {"id":1,"result":{"a":1}}\n\n'),
  ).toEqual({ id: 1, result: { a: 1 } });
  expect(readAnswer("")).toBeNull();
});
