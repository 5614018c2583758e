import { CreateBugInput } from "@hawkmoth/domain/bug/schema";
import { createBug } from "@hawkmoth/services/bug/create-bug";
import { createComment } from "@hawkmoth/services/comment/create-comment";
import { createLabel } from "@hawkmoth/services/label/create-label";
import { beforeAll, expect, test } from "vitest";
import { mcpConnection, mcpHost } from "./testing/mcp-host.ts";
import { testServer } from "./testing/server.ts";
import { makeTenant } from "./testing/tenant.ts";

const COUNT = 38;
const server = await testServer({ LIMIT_MCP_PER_MINUTE: "100000", LIMIT_MCP_IP_PER_MINUTE: "100000" });
const host = mcpHost(server);
const tenant = await makeTenant(server);
const headers = await tenant.key();
const { owner, project, bug } = tenant;
const LONG = "The total of the basket stays as it was and a red box appears above it. ".repeat(6).slice(0, 400);

beforeAll(async () => {
  for (let index = 1; index < COUNT; index += 1) {
    const title = `${index} ${LONG}`;
    await createBug(owner, CreateBugInput.parse({ project_id: project.id, title, allow_duplicate: true }));
    await createComment(owner, { bug_id: bug.id, body: `${index} ${LONG.repeat(3)}` });
    await createLabel(owner, { name: `${index} ${"checkout ".repeat(5)}`.trim() });
  }
  await createComment(owner, { bug_id: bug.id, body: "the last" });
  await createLabel(owner, { name: "the last" });
}, 120_000);

/** The ids of all rows that a client sees who follows the cursor of a list, and how many calls that took. */
async function walk(name: string, args: Record<string, unknown>, rows: string) {
  const connection = mcpConnection(host, headers, { tools: name });
  const ids: string[] = [];
  let calls = 0;
  let cursor: unknown = null;
  do {
    const result = await host.call(connection, { name, args: { ...args, ...(cursor === null ? {} : { cursor }) } });
    expect(result.isError, JSON.stringify(result.content)).toBeUndefined();
    const value: Record<string, unknown> = result.structuredContent ?? {};
    const page = value[rows];
    for (const row of Array.isArray(page) ? page : []) ids.push(String(Object(row)["id"]));
    cursor = value["nextCursor"] ?? value["next_cursor"] ?? null;
    calls += 1;
  } while (cursor !== null && calls < 60);
  return { ids, calls };
}

const ticketId = bug.key;
const bug_id = bug.key;

test.each([
  ["list_bugs", {}, "bugs"],
  ["list_bugs", { limit: 100, format: "json" }, "bugs"],
  ["list_bugs", { sort: "created", limit: 50 }, "bugs"],
  ["list_bugs", { sort: "priority", limit: 50, format: "json" }, "bugs"],
  ["list_open_bugs", {}, "bugs"],
  ["repro_list_tickets", {}, "tickets"],
  ["repro_list_tickets", { limit: 50 }, "tickets"],
  ["list_bug_comments", { bug_id, limit: 100 }, "comments"],
  ["repro_list_ticket_comments", { ticketId }, "comments"],
  ["list_labels", {}, "labels"],
] as const)("%s %j shows each of 38 rows once to whoever follows its cursor", async (name, args, rows) => {
  const { ids } = await walk(name, args, rows);
  expect(ids).toHaveLength(COUNT);
  expect(new Set(ids).size).toBe(COUNT);
});

test("list_activity shows each entry once to whoever follows its cursor", async () => {
  const connection = mcpConnection(host, headers, { tools: "list_activity" });
  let shown = 0;
  let cursor: unknown = null;
  do {
    const args = { bug_id, limit: 100, ...(cursor === null ? {} : { cursor }) };
    const { structuredContent = {} } = await host.call(connection, { name: "list_activity", args });
    const { activity, next_cursor } = structuredContent;
    shown += Array.isArray(activity) ? activity.length : 0;
    cursor = next_cursor ?? null;
  } while (cursor !== null);
  expect(shown).toBe(COUNT + 1);
});

test.each(["list_bugs", "list_open_bugs"])("%s shows its twenty rows at the first call", async (name) => {
  const result = await host.call(mcpConnection(host, headers, { tools: name }), { name, args: {} });
  expect(result.structuredContent?.["bugs"]).toHaveLength(20);
  expect(result.structuredContent).not.toHaveProperty("omitted");
});
