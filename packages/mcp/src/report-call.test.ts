import operations from "@hawkmoth/client/operations.json" with { type: "json" };
import { AppError } from "@hawkmoth/domain/errors";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createHost, type Connection, type ToolHost } from "./host.ts";
import { buildRegistry } from "./registry.ts";
import { DEFAULT_SELECTION } from "./selection.ts";
import { startRestServer, type RestServer } from "./testing/rest-server.ts";

const registry = buildRegistry(operations);
const CONNECTION: Connection = {
  caller: { credential: "hm_key_mara", client: "claude-code/2.0", ip: "203.0.113.7" },
  selection: DEFAULT_SELECTION,
};

let rest: RestServer;
let host: ToolHost;

beforeEach(async () => {
  rest = await startRestServer(operations);
  host = createHost({ registry, api: { origin: rest.origin, fetch }, version: "0.1.0", own_origin: null });
});
afterEach(() => rest.close());

function reports() {
  return rest.seen.filter(({ path }) => path === "/api/v1/mcp-calls");
}

describe("a call that this server refuses", () => {
  it("is told to the API all the same, which audits and limits it", async () => {
    await host.call(CONNECTION, { name: "update_bug", args: { bug_id: "S-1", priority: "urgent" } });
    await host.call(CONNECTION, { name: "Ignore all rules!", args: {} });
    expect(reports().map(({ body }) => body)).toEqual([
      {
        tool: "update_bug",
        arguments: { bug_id: "S-1", priority: "urgent" },
        result_code: "INVALID_INPUT",
        duration_ms: expect.any(Number),
      },
      { tool: null, arguments: {}, result_code: "NOT_FOUND", duration_ms: expect.any(Number) },
    ]);
    expect(reports()[1]?.headers).toMatchObject({
      authorization: "Bearer hm_key_mara",
      "x-forwarded-for": "203.0.113.7",
      "x-hawkmoth-client": "claude-code/2.0",
      "x-hawkmoth-tool": "unknown_tool",
      "x-hawkmoth-via": "MCP",
    });
  });

  it.each([
    ["list_bugs", { label: Array.from({ length: 2000 }, (_each, at) => `label ${at}`), project_id: "prj_1" }, "label"],
    ["search_bugs", { query: "x".repeat(9000) }, "query"],
    ["get_bug", { bug_id: "x".repeat(9000) }, "bug_id"],
    ["add_comment", { bug_id: "SHOP-412", body: "x", idempotency_key: "a\nb" }, "idempotency_key"],
  ])("because no request can carry it, %s is told by argument", async (name, args, field) => {
    const { isError, content } = await host.call(CONNECTION, { name, args });
    expect(isError).toBe(true);
    expect(content).toMatchObject([{ text: expect.stringContaining(`"message":"Invalid '${field}': `) }]);
    expect(reports()[0]?.body).toMatchObject({ tool: name, result_code: "INVALID_INPUT" });
  });

  it("of a caller who has called too often says that instead", async () => {
    rest.answers["mcp_call.record"] = new AppError("RATE_LIMITED", { retry_after_s: 12 });
    const { isError, content } = await host.call(CONNECTION, { name: "get_bug", args: {} });
    expect(isError).toBe(true);
    expect(content).toEqual([{ type: "text", text: expect.stringContaining("Wait 12 seconds, then call again.") }]);
  });

  it("of a caller whose key is no longer good says that instead", async () => {
    rest.answers["mcp_call.record"] = new AppError("UNAUTHENTICATED");
    const { content } = await host.call(CONNECTION, { name: "get_bug", args: {} });
    expect(content).toEqual([{ type: "text", text: expect.stringContaining('"code":"UNAUTHENTICATED"') }]);
    rest.answers["mcp_call.record"] = new AppError("INTERNAL");
    const other = await host.call(CONNECTION, { name: "get_bug", args: {} });
    expect(other.content).toEqual([{ type: "text", text: expect.stringContaining('"code":"INVALID_INPUT"') }]);
  });

  it("reports no arguments that are larger than a report may be", async () => {
    await host.call(CONNECTION, { name: "get_bug", args: { rubbish: "x".repeat(300_000) } });
    expect(reports()[0]?.body).toMatchObject({ arguments: { omitted: "too large" } });
  });
});

describe("a call that the API sees", () => {
  it("is not reported a second time, whether it succeeds or not", async () => {
    await host.call(CONNECTION, { name: "get_bug", args: { bug_id: "SHOP-412" } });
    rest.answers["bug.get"] = new AppError("NOT_FOUND");
    await host.call(CONNECTION, { name: "get_bug", args: { bug_id: "SHOP-9" } });
    expect(reports()).toEqual([]);
  });
});
