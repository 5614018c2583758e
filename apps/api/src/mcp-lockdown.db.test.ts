import { CreateKeyInput } from "@hawkmoth/domain/access/schema";
import { HIDDEN_TEXT } from "@hawkmoth/domain/bug/lockdown";
import { UpdateBugInput } from "@hawkmoth/domain/bug/schema";
import type { SelectionSource } from "@hawkmoth/mcp/selection";
import { createKey } from "@hawkmoth/services/access/create-key";
import { updateProject } from "@hawkmoth/services/project/update-project";
import { updateBug } from "@hawkmoth/services/bug/update-bug";
import { describe, expect, test } from "vitest";
import { fileHostileBug } from "./testing/hostile-bug.ts";
import { listen, overHttp, overStdio, startMcp } from "./testing/mcp.ts";
import { mcpConnection, mcpHost } from "./testing/mcp-host.ts";
import { testServer } from "./testing/server.ts";
import { makeTenant } from "./testing/tenant.ts";

/** A word of the stranger in every field, which is found wherever any of them shows. */
const WORD = "Krummhorn";
/** The same of the bug that a member promoted. */
const KNOWN = "Sackbut";

const server = await testServer();
const tenant = await makeTenant(server);
const { value: publishable } = await createKey(
  tenant.owner,
  CreateKeyInput.parse({ name: "widget", kind: "PUBLISHABLE", project_ids: [tenant.project.id] }),
);
// The key turned lockdown on, which would hide what is to be seen here.
await updateProject(tenant.owner, { project_id: tenant.project.id, is_locked_down: false });
const headers = await tenant.key();
const strange = await fileHostileBug(server, { tenant, publishable, say: () => WORD });
const promoted = await fileHostileBug(server, { tenant, publishable, say: () => KNOWN });
await updateBug(tenant.owner, UpdateBugInput.parse({ bug_id: promoted, priority: "HIGH" }));

const host = mcpHost(server);

function connection(wish: SelectionSource) {
  return mcpConnection(host, headers, { toolsets: "all", ...wish });
}

/** Everything that a connection can get to read of a bug, by what it was read with. */
async function readAll(bug_id: string, wish: SelectionSource): Promise<Record<string, string>> {
  const who = connection(wish);
  const found: Record<string, string> = {};
  for (const { name, inputSchema, annotations } of await host.list(who)) {
    if (
      !annotations.readOnlyHint ||
      (inputSchema.required ?? []).some((field) => field !== "bug_id" && !(field in ARGUMENTS))
    )
      continue;
    const args = Object.fromEntries(
      Object.entries({ ...ARGUMENTS, bug_id }).filter(([field]) => field in inputSchema.properties),
    );
    found[name] = JSON.stringify(await host.call(who, { name, args }));
  }
  for (const { uriTemplate } of host.resources.templates())
    found[uriTemplate] = await textOf(() => host.resources.read(who, uriTemplate.replace("{bug_id}", bug_id)));
  for (const { name, arguments: wanted } of host.prompts.list()) {
    const given = Object.entries({ bug_id, project_id: tenant.project.id });
    const args = Object.fromEntries(given.filter(([field]) => wanted.some((argument) => argument.name === field)));
    found[name] = await textOf(() => host.prompts.get(who, name, args));
  }
  found["resources/list"] = await textOf(() => host.resources.list(who, null));
  const ref = { type: "ref/prompt", name: "fix_bug" } as const;
  found["completion"] = await textOf(() =>
    host.complete(who, { ref, argument: { name: "bug_id", value: "" }, settled: {} }),
  );
  return found;
}

const ARGUMENTS = { query: WORD, request_id: "r1", limit: 50, reason: "A test", text: WORD };

async function textOf(read: () => Promise<unknown>): Promise<string> {
  try {
    return JSON.stringify(await read());
  } catch (error) {
    return `refused: ${error instanceof Error ? error.message : "?"}`;
  }
}

describe("without lockdown", () => {
  test("a stranger's words are there to be read, or this file would prove nothing", async () => {
    const found = await readAll(strange, {});
    const telling = Object.entries(found).filter(([, text]) => text.includes(WORD));
    expect(telling.map(([name]) => name)).toEqual(
      expect.arrayContaining([
        "get_bug",
        "list_bugs",
        "get_bug_context",
        "get_network_request",
        "get_replay_transcript",
        "generate_fix_prompt",
        "fix_bug",
      ]),
    );
    expect(Object.keys(found).length).toBeGreaterThan(25);
  });
});

describe("under lockdown", () => {
  test("no tool, resource, prompt or completion tells a word of a stranger", async () => {
    const other = await readAll(strange, { lockdown: "true" });
    // The audit log tells an owner with which words the calls before this one searched.
    const telling = Object.entries(other).filter(([name, text]) => name !== "query_audit_log" && text.includes(WORD));
    expect(telling).toEqual([]);
    expect(other["get_bug"]).toContain(HIDDEN_TEXT);
  });

  test("lists show the words of bugs that a member promoted, and of no others", async () => {
    const who = connection({ lockdown: "true" });
    const result = await host.call(who, { name: "list_bugs", args: { limit: 50 } });
    const { bugs } = Object(result.structuredContent);
    const titles = new Map<string, string>(bugs.map((bug: { key: string; title: string }) => [bug.key, bug.title]));
    expect([titles.get(strange), titles.get(promoted)]).toEqual([HIDDEN_TEXT, KNOWN]);
  });

  test("what a member promoted is read in full", async () => {
    const found = await readAll(promoted, { lockdown: "true" });
    for (const name of ["get_bug", "get_bug_context", "generate_fix_prompt"]) expect(found[name]).toContain(KNOWN);
  });

  test("a model can't promote a bug by touching it", async () => {
    const third = await fileHostileBug(server, { tenant, publishable, say: () => WORD });
    const who = connection({ lockdown: "true" });
    await host.call(who, { name: "update_bug", args: { bug_id: third, priority: "LOW" } });
    await host.call(connection({}), { name: "update_bug", args: { bug_id: third, severity: "LOW" } });
    expect(JSON.stringify(await host.call(who, { name: "get_bug", args: { bug_id: third } }))).toContain(HIDDEN_TEXT);
  });
});

describe("lockdown is asked for", async () => {
  const api_url = await listen(server);
  const origin = await startMcp(api_url);
  const { authorization = "" } = headers;
  const env = { HAWKMOTH_URL: api_url, HAWKMOTH_API_KEY: authorization.replace("Bearer ", "") };

  test.each([
    ["by header", overHttp(origin, { headers: { authorization, "x-mcp-lockdown": "1" }, era: "2025" })],
    ["by query", overHttp(origin, { headers: { authorization }, era: "2026", path: "/mcp?lockdown=true" })],
    ["by flag", overStdio(env, ["--lockdown"])],
    ["by environment", overStdio({ ...env, HAWKMOTH_MCP_LOCKDOWN: "true" })],
    [
      "and a header of ours that says otherwise changes nothing",
      overHttp(origin, {
        headers: { authorization, "x-mcp-lockdown": "1", "x-hawkmoth-lockdown": "false" },
        era: "2026",
      }),
    ],
  ])("%s", async (_name, ask) => {
    const answer = await ask("tools/call", { name: "get_bug", arguments: { bug_id: strange } });
    expect(JSON.stringify(answer)).toContain(HIDDEN_TEXT);
    expect(JSON.stringify(answer)).not.toContain(WORD);
  });
});
