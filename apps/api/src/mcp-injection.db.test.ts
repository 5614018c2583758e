import type { Connection } from "@hawkmoth/mcp/host";
import { PAYLOADS } from "@hawkmoth/mcp/testing/payloads";
import { createKey } from "@hawkmoth/services/access/create-key";
import { updateProject } from "@hawkmoth/services/project/update-project";
import { CreateKeyInput } from "@hawkmoth/domain/access/schema";
import { describe, expect, test } from "vitest";
import { fileHostileBug, type NextText } from "./testing/hostile-bug.ts";
import { mcpConnection, mcpHost } from "./testing/mcp-host.ts";
import { ORIGIN, testServer } from "./testing/server.ts";
import { makeTenant } from "./testing/tenant.ts";

const BUGS = 12;
const TRUST = "io.hawkmoth/trust";

const server = await testServer({
  LIMIT_INGEST_KEY_PER_MINUTE: "1000",
  LIMIT_INGEST_IP_PER_MINUTE: "1000",
  LIMIT_MCP_PER_MINUTE: "100000",
});
const tenant = await makeTenant(server);
const { value: publishable } = await createKey(
  tenant.owner,
  CreateKeyInput.parse({ name: "widget", kind: "PUBLISHABLE", project_ids: [tenant.project.id] }),
);
// The key turned lockdown on, which would hide what is to be seen here.
await updateProject(tenant.owner, { project_id: tenant.project.id, is_locked_down: false });
const headers = await tenant.key();

let told = 0;
const seen = new Set<string>();
/** Each field gets the next payload that fits it whole, so that every field gets many and every payload comes by. */
const say: NextText = (max_length = 3000) => {
  for (;;) {
    const payload = PAYLOADS[told % PAYLOADS.length];
    told += 1;
    if (!payload || payload.text.length > max_length) continue;
    seen.add(payload.name);
    return payload.text;
  }
};

const bugs: string[] = [];
for (let count = 0; count < BUGS; count += 1) bugs.push(await fileHostileBug(server, { tenant, publishable, say }));
for (const { text } of PAYLOADS) {
  const send = async (path: string, body: unknown) =>
    await server.app.request(`/api/v1${path}`, {
      method: "POST",
      headers: { ...headers, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
  await send(`/bugs/${bugs[0]}/comments`, { body: text });
  await send(`/bugs/${bugs[1]}/labels`, { label_name: text.slice(0, 50) });
  await send("/labels", { name: text.slice(0, 50) });
}

const host = mcpHost(server);
const all = mcpConnection(host, headers, { toolsets: "all" });
const sensitive = mcpConnection(host, headers, { toolsets: "all,sensitive" });

/** Everything a model may read in an answer, with text that is JSON taken apart. */
function leaves(value: unknown): string[] {
  if (typeof value === "string") return [value, ...insideOf(value)];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) =>
    key === "data" || key === "blob" ? [] : [key, ...leaves(item)],
  );
}

function insideOf(text: string): string[] {
  if (!/^[[{]/.test(text)) return [];
  try {
    return leaves(JSON.parse(text));
  } catch {
    return [];
  }
}

/** The payloads that came through, with their surroundings. Links to this installation are the only ones that may stay. */
function survivors(answer: unknown): string[] {
  const texts = leaves(answer).map((text) => text.replaceAll(`](${ORIGIN}/`, "](own/"));
  return PAYLOADS.flatMap(({ name, survivor }) =>
    texts.flatMap((text) => {
      const at = survivor ? text.search(survivor) : -1;
      return at < 0 ? [] : [`${name}: ${JSON.stringify(text.slice(Math.max(0, at - 60), at + 60))}`];
    }),
  );
}

function marksOf(text: string): string[] {
  return [...text.matchAll(/<\/?data-([0-9a-f]+)[^>]*>/gi)].map(([mark]) => mark);
}

/** Blocks open and close in turn, all under one nonce. */
function expectWhole(text: string): void {
  const marks = marksOf(text);
  expect(marks.map((mark) => mark.startsWith("</"))).toEqual(marks.map((_mark, index) => index % 2 === 1));
  expect(new Set(marks.map((mark) => /data-([0-9a-f]+)/.exec(mark)?.[1])).size).toBeLessThanOrEqual(1);
}

const call = async (name: string, args: Record<string, unknown>, connection: Connection = all) =>
  await host.call(connection, { name, args });

/** Reading tools of a bug with the arguments that show the most. */
const READS: [tool: string, args: Record<string, unknown>][] = [
  ["get_bug", {}],
  ["list_bug_comments", { limit: 100 }],
  [
    "get_bug_context",
    { include: ["console", "network", "page", "system", "timeline"], level: "all", max_tokens: 8000 },
  ],
  ["get_network_request", { request_id: "r1", body_bytes: 16_384 }],
  ["get_network_request", { request_id: "r2", body_bytes: 16_384 }],
  ["get_bug_media", {}],
  ["get_screenshot", {}],
  ["get_replay_transcript", { verbosity: "detailed" }],
  ["generate_fix_prompt", { max_tokens: 8000 }],
  ["generate_fix_prompt", { style: "claude_code" }],
  ["generate_fix_prompt", { style: "cursor", max_tokens: 600 }],
  ["find_similar_bugs", {}],
];

/** A list without rows holds nothing to label. */
const MAY_BE_EMPTY = new Set(["find_similar_bugs", "list_bug_comments"]);

describe.each(bugs)("a bug made of payloads, %#", (bug_id) => {
  test.each(READS)("%s %j shows none of them as they were, and says that it is from outside", async (tool, args) => {
    const result = await call(tool, { bug_id, ...args });
    expect(result.isError, JSON.stringify(result.content)).not.toBe(true);
    expect(survivors(result)).toEqual([]);
    expect(MAY_BE_EMPTY.has(tool) || result._meta?.[TRUST]?.integrity === "untrusted").toBe(true);
    for (const block of result.content) if (block.type === "text") expectWhole(block.text);
  });

  test("nor does any resource or prompt of it", async () => {
    const { structuredContent = {} } = await call("get_bug_media", { bug_id });
    const [media] = Object(structuredContent["media"]);
    for (const { uriTemplate } of host.resources.templates()) {
      if (!uriTemplate.includes("{bug_id}")) continue;
      const uri = uriTemplate.replace("{bug_id}", bug_id).replace("{media_id}", media.id).replace("{from_ms}", "0");
      const answer = await host.resources.read(uri.includes("/raw/") ? sensitive : all, uri);
      expect(survivors(answer.contents), uriTemplate).toEqual([]);
      expect(answer.contents[0]?._meta?.[TRUST], uriTemplate).toMatchObject({ integrity: "untrusted" });
    }
    for (const { name, arguments: wanted } of host.prompts.list()) {
      if (!wanted.some((argument) => argument.name === "bug_id")) continue;
      const prompt = await host.prompts.get(all, name, { bug_id });
      expect(survivors(prompt.messages), name).toEqual([]);
      for (const { content } of prompt.messages) expectWhole(content.text);
    }
  });
});

test.each([
  ["list_bugs", { limit: 100 }],
  ["list_bugs", { limit: 100, format: "table" }],
  ["search_bugs", { query: "ignore", limit: 100 }],
  ["search_bugs", { query: "evil example", limit: 100, format: "table" }],
  ["list_labels", {}],
  ["list_projects", {}],
  ["query_audit_log", { limit: 100 }],
  ["get_capabilities", {}],
])("%s %j shows no payload", async (name, args) => {
  const result = await call(name, args, mcpConnection(host, headers, { toolsets: "all,oversight,labels" }));
  expect(result.isError, JSON.stringify(result.content)).not.toBe(true);
  expect(survivors(result)).toEqual([]);
});

test("names that other trackers gave the tools show none either", async () => {
  const compat = mcpConnection(host, headers, { toolsets: "compat" });
  for (const { name, inputSchema } of await host.list(compat)) {
    const { properties } = inputSchema;
    const id = ["bug_id", "ticketId"].find((field) => field in properties);
    if (!id || !/^(?:get|list|repro_get|repro_list)/.test(name)) continue;
    expect(survivors(await call(name, { [id]: bugs[2] }, compat)), name).toEqual([]);
  }
});

test("lists of resources, completions and the words of tools hold no payload", async () => {
  expect(survivors(await host.resources.list(all, null))).toEqual([]);
  expect(survivors(await host.list(all))).toEqual([]);
  const ref = { type: "ref/prompt", name: "fix_bug" } as const;
  expect(survivors(await host.complete(all, { ref, argument: { name: "bug_id", value: "" }, settled: {} }))).toEqual(
    [],
  );
});

test("every payload was in some field of some bug", () => {
  expect(PAYLOADS.filter(({ name }) => !seen.has(name))).toEqual([]);
});
