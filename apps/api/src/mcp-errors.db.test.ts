import { expect, test } from "vitest";
import { mcpConnection, mcpHost } from "./testing/mcp-host.ts";
import { testServer } from "./testing/server.ts";
import { makeTenant } from "./testing/tenant.ts";

const server = await testServer({ LIMIT_MCP_PER_MINUTE: "100000", LIMIT_MCP_IP_PER_MINUTE: "100000" });
const host = mcpHost(server);
const tenant = await makeTenant(server);
const headers = await tenant.key();
const bug_id = tenant.bug.key;

async function call(name: string, args: Record<string, unknown>) {
  const connection = mcpConnection(host, headers, { toolsets: "all,sensitive,compat" });
  const { content, isError = false, structuredContent } = await host.call(connection, { name, args });
  const [block] = content;
  const text = block?.type === "text" ? block.text : "";
  return { text, error: isError ? JSON.parse(text).error : null, value: structuredContent ?? {} };
}

test.each([
  ["update_bug", { bug_id }],
  ["update_bug", { bug_id, priority: null, label_add: [], status: "" }],
  ["update_bug", { bug_id, if_version: 1, dry_run: true, lease_token: "" }],
  ["update_label", { label_id: "lbl_01kahz0v3ve008000000000006" }],
  ["bulk_update_bugs", { bug_id: [bug_id], patch: {} }],
  ["bulk_update_bugs", { bug_id: [bug_id], patch: { priority: null, label_add: "" } }],
  ["repro_update_ticket", { ticketId: bug_id }],
])("%s %j names nothing to change, which is said", async (tool, args) => {
  const { error } = await call(tool, args);
  expect(error).toMatchObject({ code: "INVALID_INPUT" });
  expect(String(error.next ?? "")).not.toContain("again without");
});

test.each(["PATCH /bugs/{bug_id}", "PATCH /projects/{project_id}", "PATCH /agents/{agent_id}"])(
  "%s that names nothing to change is 400",
  async (route) => {
    const path = (route.split(" ")[1] ?? "")
      .replace("{bug_id}", bug_id)
      .replace("{project_id}", tenant.project.id)
      .replace("{agent_id}", tenant.agent.id);
    const response = await server.app.request(`/api/v1${path}`, {
      method: "PATCH",
      headers: { ...headers, "content-type": "application/json" },
      body: "{}",
    });
    expect(response.status).toBe(400);
  },
);

test.each([
  ["get_screenshot", { bug_id }, `${bug_id} has no screenshot.`],
  ["repro_get_screenshot", { ticketId: bug_id }, `${bug_id} has no screenshot.`],
  ["get_replay_raw", { bug_id }, `${bug_id} has no replay.`],
  ["get_replay_events", { bug_id }, `${bug_id} has no replay.`],
])(
  "%s says of a bug without one that it has none, and sends nobody to look for another bug",
  async (tool, args, text) => {
    const { error } = await call(tool, args);
    expect(error).toMatchObject({ code: "NOT_FOUND", message: text, next: expect.stringMatching(/^Go on without /) });
  },
);

test("create_bug says that a repetition was not filed and how to file it, and files another page's", async () => {
  const report = { project_id: tenant.project.id, title: "The page stays blank", url: "https://shop.example/cart" };
  await call("create_bug", report);
  const again = await call("create_bug", { ...report, priority: "LOW" });
  expect(again.value).toMatchObject({ created: false });
  expect(again.text).toMatch(/^\{"notice":"Not filed: .*allow_duplicate: true/);
  expect(again.text).toContain("add_comment");
  const elsewhere = await call("create_bug", { ...report, url: "https://shop.example/help" });
  expect(elsewhere.value).toMatchObject({ created: true, possible_duplicates: [{}] });
  expect(elsewhere.text).not.toContain("Not filed");
  expect((await call("create_bug", { ...report, allow_duplicate: "true" })).value).toMatchObject({ created: true });
});
