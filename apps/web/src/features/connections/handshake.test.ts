import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { readAnswer, testConnection } from "./handshake.ts";

type Answer = { status: number; type: string; body: string; session?: string };

let close: (() => void) | null = null;
afterEach(() => close?.());

/** A server that answers each MCP method as told and remembers what it was asked. */
async function serve(answers: Record<string, Answer>) {
  const asked: {
    method: string;
    authorization: string | undefined;
    session: string | undefined;
    cookie: string | undefined;
  }[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { method }: { method: string } = JSON.parse(Buffer.concat(chunks).toString());
      const session = request.headers["mcp-session-id"];
      asked.push({
        method,
        authorization: request.headers.authorization,
        session: Array.isArray(session) ? session[0] : session,
        cookie: request.headers.cookie,
      });
      const answer = answers[method] ?? { status: 202, type: "text/plain", body: "" };
      response.writeHead(answer.status, {
        "content-type": answer.type,
        ...(answer.session ? { "mcp-session-id": answer.session } : {}),
      });
      response.end(answer.body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  close = () => server.close();
  return { endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port.toString()}/mcp`, asked };
}

const result = (value: object) => JSON.stringify({ jsonrpc: "2.0", id: 1, result: value });

test("a whole handshake names server, tools and protocol, carries key and session, and sends no cookie", async () => {
  const { endpoint, asked } = await serve({
    initialize: {
      status: 200,
      type: "text/event-stream",
      body: `event: message\ndata: ${result({ protocolVersion: "2025-06-18", serverInfo: { name: "hawkmoth", version: "0.1.0" } })}\n\n`,
      session: "s1",
    },
    "tools/list": {
      status: 200,
      type: "application/json",
      body: result({
        tools: [{ name: "list_bugs", title: "List bugs", description: "Lists bugs" }, { name: "get_bug" }],
      }),
    },
  });
  const found = await testConnection(endpoint, "hm_key_x");
  expect(found).toMatchObject({ ok: true, server: "hawkmoth 0.1.0", protocol: "2025-06-18" });
  expect(found.ok && found.tools.map((tool) => tool.name)).toEqual(["list_bugs", "get_bug"]);
  expect(asked.map((one) => one.method)).toEqual(["initialize", "notifications/initialized", "tools/list"]);
  expect(asked.map((one) => one.session)).toEqual([undefined, "s1", "s1"]);
  expect(asked.every((one) => one.authorization === "Bearer hm_key_x" && one.cookie === undefined)).toBe(true);
});

test("a refused key shows the server's own words and the step", async () => {
  const body = JSON.stringify({ error: { code: "UNAUTHENTICATED", message: "Sign in or send a valid key." } });
  const { endpoint } = await serve({ initialize: { status: 401, type: "application/json", body } });
  expect(await testConnection(endpoint, "wrong")).toEqual({
    ok: false,
    step: "initialize",
    problem: "HTTP 401: Sign in or send a valid key.",
  });
});

test("a protocol error inside a 200 is a failure too", async () => {
  const { endpoint } = await serve({
    initialize: { status: 200, type: "application/json", body: result({}) },
    "tools/list": {
      status: 200,
      type: "application/json",
      body: JSON.stringify({ jsonrpc: "2.0", id: 2, error: { code: -32601, message: "Method not found" } }),
    },
  });
  expect(await testConnection(endpoint, "k")).toEqual({ ok: false, step: "tools/list", problem: "Method not found" });
});

test("a server that is not there is a failure to connect", async () => {
  expect(await testConnection("http://127.0.0.1:9/mcp", "k")).toMatchObject({ ok: false, step: "connect" });
});

test("an answer is found behind other events of a stream", () => {
  expect(
    readAnswer(': ping\n\ndata: {"jsonrpc":"2.0","method":"notifications/x"}\n\ndata: {"id":1,"result":{"a":1}}\n\n'),
  ).toEqual({
    id: 1,
    result: { a: 1 },
  });
  expect(readAnswer("")).toBeNull();
});
