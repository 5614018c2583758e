import {
  overHttp,
  overModernHttp,
  overNewSdkHttp,
  overStdio,
  type ToolAnswer,
  type ToolCaller,
} from "../../fixtures/mcp-clients.ts";
import { recordedBug, unique } from "../../fixtures/rest.ts";
import { ownerClient } from "../../fixtures/session.ts";
import type { Demo } from "../../fixtures/stack.ts";
import { expect, test } from "../../fixtures/test.ts";
import { shownBy } from "./shown-by.ts";

const CLIENTS = [
  { name: "SDK v1 over HTTP", connect: overHttp, client: "first-client/1.0.0" },
  { name: "SDK v2 over HTTP, protocol of 2025", connect: overNewSdkHttp, client: "new-sdk/2.0" },
  { name: "SDK v2 over HTTP, pinned to 2026-07-28", connect: overModernHttp, client: "second-agent/1.0.0" },
  { name: "stdio", connect: overStdio, client: "claude-code/2.1.0" },
];

/** Tools of a key that may read bugs and nothing else. */
const READERS_TOOLS = [
  "get_capabilities",
  "list_workspaces",
  "list_projects",
  "list_bugs",
  "search_bugs",
  "get_bug",
  "list_bug_comments",
  "get_bug_context",
  "get_network_request",
  "get_bug_media",
  "get_screenshot",
  "get_replay_transcript",
  "generate_fix_prompt",
];

/** Over MCP every list says by null that it has ended, also one that REST always answers whole. */
function withoutEnd(data: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(data).filter(([name, value]) => name !== "next_cursor" || value !== null));
}

for (const { name, connect, client } of CLIENTS)
  test.describe(name, () => {
    let caller: ToolCaller;
    test.beforeAll(async ({ demo }) => {
      caller = await connect(demo.url, demo.agent_key);
    });
    test.afterAll(() => caller.close());

    test("each reading tool answers what REST answers", async ({ demo }) => {
      const key = await recordedBug(demo);
      const listed = new Map((await caller.list()).map((tool) => [tool.name, tool.outputSchema]));
      for (const { tool, path, args } of reads(demo.project_id, key))
        await test.step(tool, async () => {
          const answer = await caller.call(tool, args);
          const rest = await readRest(demo, path, args);
          expect(answer, answer.text).toMatchObject({ isError: false });
          const wanted = shownBy(listed.get(tool), rest.body, answer.data);
          expect(withoutNonce(withoutEnd(answer.data))).toEqual(withoutNonce(wanted));
          expect(answer.images).toEqual("data_base64" in rest.body ? [rest.body["data_base64"]] : []);
        });
    });

    test("get_capabilities tells what /me tells, and the tools of the list", async ({ demo }) => {
      const { data } = await caller.call("get_capabilities");
      const { principal, workspace, projects, scopes } = (await readRest(demo, "/me", {})).body;
      const { id: workspace_id } = workspace as { id: string };
      expect(data).toMatchObject({ scopes, workspace: { id: workspace_id }, tools: await caller.tools() });
      expect(data["principal"]).toEqual(shownBy(undefined, principal, data["principal"]));
      expect(data["projects"]).toEqual(projects);
    });

    test("an error is the error of REST", async ({ demo }) => {
      for (const [tool, path, args] of [
        ["get_bug", "/bugs/{bug_id}", { bug_id: "SHOP-999999" }],
        ["list_bugs", "/bugs", { cursor: "no cursor" }],
      ] as const) {
        const answer = await caller.call(tool, args);
        const rest = await readRest(demo, path, args);
        expect(rest.status).toBeGreaterThanOrEqual(400);
        expect(answer.isError).toBe(true);
        const { code, message } = rest.body["error"] as { code: string; message: string };
        expect(errorOf(answer)).toMatchObject({ code, message });
      }
    });

    test("a write is recorded as done over MCP by this client", async ({ demo }) => {
      const key = await recordedBug(demo);
      const body = `Looked at it with ${unique()}.`;
      const answer = await caller.call("add_comment", { bug_id: key, body });
      expect(answer.isError).toBe(false);
      const { comments } = (await readRest(demo, "/bugs/{bug_id}/comments", { bug_id: key, limit: 100 })).body;
      expect((comments as { body: string }[]).find((comment) => comment.body === body)).toMatchObject({
        author: { type: "AGENT", id: demo.agent_id },
        via: "MCP",
        client,
      });
    });

    test("a key with fewer scopes sees fewer tools and is refused the others", async ({ demo }) => {
      const owner = await ownerClient(demo);
      const { value } = await owner.call("key.create", { name: `reader ${unique()}`, scopes: ["bugs:read"] });
      const reader = await connect(demo.url, value);
      expect(await reader.tools()).toEqual(READERS_TOOLS);
      expect(await caller.tools()).toEqual(
        expect.arrayContaining([...READERS_TOOLS, "create_bug", "claim_agent_task"]),
      );
      const refused = await reader.call("create_bug", { project_id: demo.project_id, title: "Not allowed" });
      expect(refused.isError).toBe(true);
      expect(errorOf(refused)).toMatchObject({ code: "INSUFFICIENT_SCOPE" });
      await reader.close();
    });
  });

test("the endpoint takes POST only, and no call without a key", async ({ demo }) => {
  const authorization = `Bearer ${demo.agent_key}`;
  for (const method of ["GET", "DELETE"]) {
    const response = await fetch(`${demo.url}/mcp`, { method, headers: { authorization } });
    expect(response.status).toBe(405);
    expect(response.headers.get("allow")).toBe("POST");
  }
  const anonymous = await fetch(`${demo.url}/mcp`, {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/json, text/event-stream" },
    body: JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/list" }),
  });
  expect(anonymous.status).toBe(401);
});

interface Read {
  tool: string;
  /** Of the REST call, with arguments in braces. */
  path: string;
  args: Record<string, unknown>;
}

function reads(project_id: string, bug_id: string): Read[] {
  const page = { project_id, limit: 5 };
  return [
    { tool: "list_projects", path: "/projects", args: { limit: 5 } },
    { tool: "list_project_members", path: "/projects/{project_id}/assignees", args: { project_id } },
    { tool: "list_bugs", path: "/bugs", args: { ...page, state: "all", sort: "created" } },
    { tool: "search_bugs", path: "/bugs/search", args: { ...page, query: "cart" } },
    { tool: "get_bug", path: "/bugs/{bug_id}", args: { bug_id } },
    { tool: "list_bug_comments", path: "/bugs/{bug_id}/comments", args: { bug_id, limit: 3 } },
    { tool: "get_bug_context", path: "/bugs/{bug_id}/context", args: { bug_id, level: "all", max_tokens: 4000 } },
    { tool: "get_bug_media", path: "/bugs/{bug_id}/media", args: { bug_id } },
    { tool: "get_screenshot", path: "/bugs/{bug_id}/screenshot", args: { bug_id, max_width: 640 } },
    { tool: "get_replay_transcript", path: "/bugs/{bug_id}/replay/transcript", args: { bug_id } },
    { tool: "generate_fix_prompt", path: "/bugs/{bug_id}/prompt", args: { bug_id, style: "codex" } },
    { tool: "get_agent_tasks", path: "/agent-tasks", args: { limit: 5 } },
  ];
}

async function readRest(
  { url, agent_key }: Demo,
  path: string,
  args: Readonly<Record<string, unknown>>,
): Promise<{ status: number; body: Record<string, unknown> }> {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_match, name: string) => encodeURIComponent(String(args[name])));
  const query = Object.entries(args).filter(([name]) => !path.includes(`{${name}}`));
  const search = new URLSearchParams(query.map(([name, value]) => [name, String(value)]));
  const response = await fetch(`${url}/api/v1${filled}?${search}`, {
    headers: { authorization: `Bearer ${agent_key}` },
  });
  return { status: response.status, body: await response.json() };
}

function errorOf(answer: ToolAnswer): unknown {
  return (JSON.parse(answer.text) as { error: unknown }).error;
}

/** Marks around outside text are drawn anew for each answer. */
function withoutNonce(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value).replaceAll(/data-[0-9a-f]{8,}/g, "data-nonce"));
}
