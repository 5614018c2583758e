import operations from "@hawkmoth/client/operations.json" with { type: "json" };
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { catalogueOf } from "./catalogue.ts";
import { coercedArguments } from "./coerce.ts";
import type { ToolResult } from "./content.ts";
import { connectionOf, createHost, type ToolHost } from "./host.ts";
import { isRecord, type JsonSchema } from "./json-schema.ts";
import { buildRegistry } from "./registry.ts";
import { readSelection } from "./selection.ts";
import { startRestServer, type RestServer } from "./testing/rest-server.ts";
import { SAMPLE_ARGUMENTS } from "./testing/sample-arguments.ts";
import { SLOPPY_CALLS, type SloppyCall } from "./testing/sloppy-calls.ts";

const ORIGIN = "http://localhost:3000";
const ALL = { toolsets: "all,sensitive,compat" };
const registry = buildRegistry(operations);

let rest: RestServer;
let host: ToolHost;

beforeAll(async () => {
  rest = await startRestServer(operations);
  rest.answers["me.get"] = {
    ...Object(rest.answers["me.get"]),
    scopes: [...new Set([...catalogueOf(registry).values()].flatMap(({ scope }) => scope ?? []))],
  };
  host = createHost({ registry, api: { origin: rest.origin, fetch }, version: "0", own_origin: ORIGIN });
});
afterAll(() => rest.close());

/** What the API was asked for by one call, without what is asked to know who calls. */
async function requestsOf(tool: string, args: unknown, wish: SloppyCall["wish"] = ALL) {
  const before = rest.seen.length;
  const caller = { credential: "hm_key_mara", client: null, ip: null };
  const result = await host.call(connectionOf(caller, readSelection(wish, registry)), { name: tool, args });
  const requests = rest.seen.slice(before).filter(({ path }) => path !== "/api/v1/me" && path !== "/api/v1/mcp-calls");
  return {
    result,
    asked: requests.map(({ method, path, query, body }) => ({ method, path, query: query.toString(), body })),
  };
}

function textOf({ content }: ToolResult): string {
  const [block] = content;
  return block?.type === "text" ? block.text : "";
}

describe.each(Object.entries(SLOPPY_CALLS))("%s", (_kind, calls) => {
  it.each(calls.map((call) => [`${call.tool}: ${call.title}`, call] as const))(
    "%s is sent as what it means",
    async (_title, { tool, sent, meant, wish }) => {
      const careless = await requestsOf(tool, sent, wish);
      const exact = await requestsOf(tool, meant, wish);
      expect(careless.result.isError, textOf(careless.result)).toBeUndefined();
      expect(exact.asked.length).toBeGreaterThan(0);
      expect(careless.asked).toEqual(exact.asked);
    },
  );
});

describe("a person who is nobody", () => {
  it.each([
    ["update_bug", { bug_id: "SHOP-412", assignee_id: null }, { assignee_id: null }],
    ["bulk_update_bugs", { bug_id: ["SHOP-412"], patch: { assignee_id: null } }, { patch: { assignee_id: null } }],
    ["app_update_bug", { bug_id: "SHOP-412", assignee_id: null }, { assignee_id: null }],
  ])("%s unassigns by null", async (tool, args, body) => {
    const { asked } = await requestsOf(tool, args, { toolsets: "all,app" });
    expect(asked).toMatchObject([{ body }]);
  });
});

it.each(["#412", "412", "http://localhost:3000/acme/bugs/SHOP-412"])(
  "a prompt about %s reads the bug it means",
  async (bug_id) => {
    const caller = { credential: "hm_key_mara", client: null, ip: null };
    const before = rest.seen.length;
    await host.prompts.get(connectionOf(caller, readSelection(ALL, registry)), "fix_bug", { bug_id });
    expect(rest.seen.slice(before).map(({ path }) => path)).toContain("/api/v1/bugs/SHOP-412/prompt");
  },
);

const LOOKS_LIKE_SOMETHING_ELSE = [
  '["ui"]',
  '{"a":1}',
  "true",
  "no",
  "null",
  "3",
  "3.0",
  "#412",
  "2026-11-30",
  "SHOP",
  "a, b",
  " x ",
  "http://localhost:3000/acme/bugs/SHOP-412",
];
const TEXTS: readonly [string, string][] = [
  ["create_bug", "title"],
  ["create_bug", "description"],
  ["update_bug", "resolution_note"],
  ["add_comment", "body"],
  ["search_bugs", "query"],
  ["find_similar_bugs", "text"],
  ["create_label", "name"],
  ["heartbeat_agent_task", "note"],
  ["update_agent_task", "question"],
  ["submit_test_result", "notes"],
];

describe("what fits its field stays as it is", () => {
  it.each(TEXTS)("%s keeps each text of %s", (tool, field) => {
    const schema = schemaOf(tool);
    for (const text of LOOKS_LIKE_SOMETHING_ELSE)
      expect(coercedArguments({ [field]: text }, schema)).toEqual({ [field]: text });
    expect(coercedArguments({ [field]: "" }, schema)).toEqual({ [field]: "" });
  });

  it("keeps each name in a list of names", () => {
    const label_add = [...LOOKS_LIKE_SOMETHING_ELSE, "[wip]"];
    expect(coercedArguments({ label_add }, schemaOf("update_bug"))).toEqual({ label_add });
    expect(coercedArguments({ label_add: "[wip]" }, schemaOf("update_bug"))).toEqual({ label_add: ["[wip]"] });
    expect(coercedArguments({ label_add: "a, b" }, schemaOf("update_bug"))).toEqual({ label_add: ["a, b"] });
  });

  it.each(Object.entries(SAMPLE_ARGUMENTS))("%s keeps its exact arguments", (tool, args) => {
    expect(coercedArguments(args, schemaOf(tool))).toEqual(args);
  });

  it.each(["2026-11-30T10:30:00Z", "2026-11-30T10:30:00.123Z"])("keeps the time %s", (updated_after) => {
    expect(coercedArguments({ updated_after }, schemaOf("list_bugs"))).toEqual({ updated_after });
  });
});

describe("what can mean several things is refused", () => {
  it.each([
    ["list_bugs", { limit: "three" }],
    ["list_bugs", { limit: "3.5" }],
    ["list_bugs", { limit: [3, 4] }],
    ["update_bug", { bug_id: "SHOP-412", priority: "LOW", dry_run: "perhaps" }],
    ["update_bug", { bug_id: "SHOP-412", label_add: "['ui']" }],
    ["bulk_update_bugs", { bug_id: ["SHOP-412"], patch: "priority=HIGH" }],
    ["search_bugs", { query: 2 ** 60 }],
    ["search_bugs", { query: { text: "coupon" } }],
    ["get_bug", { bug_id: ["SHOP-1", "SHOP-2"] }],
    ["get_bug", '["SHOP-412"]'],
  ])("%s %j", async (tool, args) => {
    const { result, asked } = await requestsOf(tool, args);
    expect(JSON.parse(textOf(result))).toMatchObject({ error: { code: "INVALID_INPUT" } });
    expect(asked).toEqual([]);
  });

  it("a number of a bug where there are several projects", async () => {
    const { "me.get": me } = rest.answers;
    const projects = [
      { id: "prj_01kahz0v3ve008000000000002", key: "SHOP" },
      { id: "prj_01kahz0v3ve008000000000092", key: "CART" },
    ];
    rest.answers["me.get"] = { ...Object(me), projects };
    const caller = { credential: "hm_key_two", client: null, ip: null };
    const call = (name: string, args: Record<string, unknown>, wish = {}) =>
      host.call(connectionOf(caller, readSelection({ ...ALL, ...wish }, registry)), { name, args });
    const refused = await call("get_bug", { bug_id: "#38" });
    expect(JSON.parse(textOf(refused))).toMatchObject({
      error: { code: "INVALID_INPUT", field: "bug_id", expected: ["SHOP-38", "CART-38"] },
    });
    expect((await call("get_bug", { bug_id: "#38" }, { project: "CART" })).isError).toBeUndefined();
    expect(rest.seen.at(-1)?.path).toBe("/api/v1/bugs/CART-38");
    rest.answers["me.get"] = me;
  });

  it.each(["https://elsewhere.example/acme/bugs/SHOP-412", "http://localhost:3000/other/bugs/SHOP-412"])(
    "the page %s, which is no bug of this workspace",
    async (bug_id) => {
      const { asked, result } = await requestsOf("get_bug", { bug_id });
      expect(asked.map(({ path }) => path)).not.toContain("/api/v1/bugs/SHOP-412");
      expect(asked.length === 0 ? result.isError : true).toBe(true);
    },
  );

  it("a key of no project", async () => {
    const { result, asked } = await requestsOf("list_bugs", { project_id: "NOPE" });
    expect(JSON.parse(textOf(result))).toMatchObject({ error: { code: "NOT_FOUND", field: "project_id" } });
    expect(asked).toEqual([]);
  });
});

function schemaOf(tool: string): JsonSchema {
  const schema = host.catalogue.get(tool)?.listed.inputSchema;
  if (!isRecord(schema)) throw new Error(`no tool ${tool}`);
  return schema;
}
