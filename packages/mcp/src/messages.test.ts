import { describe, expect, it } from "vitest";
import { plainAnswer, tolerantMessage } from "./messages.ts";

const request = (method: string, params?: unknown) => ({
  jsonrpc: "2.0",
  id: 1,
  method,
  ...(params === undefined ? {} : { params }),
});

describe("a message", () => {
  it.each([
    ["tools/list", null, undefined],
    ["tools/list", { _meta: null, cursor: null }, {}],
    ["tools/call", { name: "list_bugs", arguments: null }, { name: "list_bugs" }],
    ["tools/call", { name: "list_bugs", arguments: '{"limit":3}' }, { name: "list_bugs", arguments: { limit: 3 } }],
    ["prompts/get", { name: "fix_bug", arguments: null }, { name: "fix_bug" }],
    [
      "prompts/get",
      { name: "p", arguments: { bug_id: 412, style: null } },
      { name: "p", arguments: { bug_id: "412" } },
    ],
    [
      "initialize",
      { protocolVersion: "2025-06-18", capabilities: null },
      { protocolVersion: "2025-06-18", capabilities: {} },
    ],
  ])("%s with %j is read as what it means", (method, sent, meant) => {
    expect(tolerantMessage(request(method, sent))).toEqual(request(method, meant));
    expect(tolerantMessage([request(method, sent)])).toEqual([request(method, meant)]);
  });

  it.each([
    request("tools/call", { name: "update_bug", arguments: { bug_id: "SHOP-1", assignee_id: null } }),
    request("tools/call", { name: "add_comment", arguments: "not an object" }),
    { jsonrpc: "2.0", id: 1, result: { content: null } },
    null,
    3,
    "text",
  ])("%j stays as it is", (message) => {
    expect(tolerantMessage(message)).toEqual(message);
  });
});

describe("an error", () => {
  const told = (code: number, message: string) =>
    Object(plainAnswer({ jsonrpc: "2.0", id: 1, error: { code, message } })).error;
  const issues = JSON.stringify([
    {
      code: "invalid_type",
      expected: "string",
      path: ["params", "name"],
      message: "Invalid input: expected string, received number",
    },
  ]);

  it("says in plain words what a schema found", () => {
    expect(told(-32_603, issues)).toEqual({ code: -32_602, message: "Invalid 'name': expected a text" });
    expect(told(-32_602, `Invalid tools/call request: ${issues}`)).toMatchObject({
      message: "Invalid 'name': expected a text",
    });
    expect(told(-32_603, issues.replace("received number", "received undefined"))).toMatchObject({
      message: "Missing 'name'",
    });
  });

  it("loses the frame that a library puts around it", () => {
    expect(told(-32_000, "Bad Request: Unsupported protocol version: 1999").message).toBe(
      "Unsupported protocol version: 1999",
    );
    expect(told(-32_002, "MCP error -32002: Resource not found").message).toBe("Resource not found");
  });

  it("of ours stays as it is", () => {
    expect(told(-32_602, "There is no prompt 'x'")).toEqual({ code: -32_602, message: "There is no prompt 'x'" });
    expect(told(-32_603, "[not JSON]")).toEqual({ code: -32_603, message: "[not JSON]" });
  });
});
