import operations from "@hawkmoth/client/operations.json" with { type: "json" };
import { AppError } from "@hawkmoth/domain/errors";
import { afterAll, beforeAll, expect, it } from "vitest";
import { connectionOf, createHost, type ToolHost } from "./host.ts";
import type { LocalTool } from "./local-tool.ts";
import { buildRegistry } from "./registry.ts";
import { readSelection } from "./selection.ts";
import { startRestServer, type RestServer } from "./testing/rest-server.ts";

const registry = buildRegistry(operations);

const lookHere: LocalTool = {
  toolset: "setup",
  hints: { read_only: true, destructive: false, idempotent: true, open_world: false },
  listed: {
    name: "look_here",
    title: "Look here",
    description: "What lies here. Use when in doubt.",
    inputSchema: {
      type: "object",
      properties: { path: { type: "string" } },
      required: ["path"],
      additionalProperties: false,
    },
    outputSchema: { type: "object", properties: { found: { type: "string" } } },
    annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  },
  run: ({ path }) => {
    if (path === "/") return Promise.reject(new AppError("FORBIDDEN", { message: "Not outside of this folder." }));
    if (path === "/all") return Promise.resolve({ found: "\u6f22".repeat(20_000) });
    return Promise.resolve({ found: "a\u200Bb \u001B[31mred" });
  },
};
const local = [lookHere];

let rest: RestServer;
let host: ToolHost;

beforeAll(async () => {
  rest = await startRestServer(operations);
  host = createHost({ registry, api: { origin: rest.origin, fetch }, version: "0.1.0", own_origin: null, local });
});
afterAll(() => rest.close());

function call(args: Record<string, unknown>) {
  const caller = { credential: "hm_key_mara", client: null, ip: null };
  const connection = connectionOf(caller, readSelection({ toolsets: "setup" }, registry, local));
  return host.call(connection, { name: "look_here", args });
}

it("is listed among the tools of its set", async () => {
  const caller = { credential: "hm_key_mara", client: null, ip: null };
  const wish = readSelection({ tools: "look_here,get_bug" }, registry, local);
  expect((await host.list(connectionOf(caller, wish))).map(({ name }) => name)).toEqual(["get_bug", "look_here"]);
});

it("answers without a request of its own, cleaned and labelled like any other", async () => {
  const { structuredContent, content, _meta } = await call({ path: "." });
  expect(structuredContent).toEqual({ found: "ab red" });
  expect(content).toEqual([{ type: "text", text: '{"found":"ab red"}' }]);
  expect(Object.values(_meta ?? {})).toEqual([{ integrity: "untrusted", fields: ["found"] }]);
});

it("is strict with its arguments, says what failed, and gives no more than any result may have", async () => {
  expect((await call({ pat: "." })).content).toMatchObject([{ text: expect.stringContaining("did you mean 'path'?") }]);
  expect((await call({ path: "/" })).content).toMatchObject([{ text: expect.stringContaining("Not outside") }]);
  expect((await call({ path: "/all" })).content).toMatchObject([
    { text: expect.stringContaining("PAYLOAD_TOO_LARGE") },
  ]);
});

it("is reported to the API, which audits and limits it", async () => {
  await call({ path: "." });
  const report = rest.seen.findLast(({ path }) => path === "/api/v1/mcp-calls");
  expect(report?.body).toMatchObject({ tool: "look_here", result_code: "OK" });
});
