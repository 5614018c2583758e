import { HARD_CAP_TOKENS } from "@hawkmoth/mcp/budget";
import { textTokens, tokensOf } from "@hawkmoth/mcp/token-cost";
import { createComment } from "@hawkmoth/services/comment/create-comment";
import { describe, expect, test } from "vitest";
import { fileLargeBug } from "./testing/large-bug.ts";
import { mcpConnection, mcpHost } from "./testing/mcp-host.ts";
import { testServer } from "./testing/server.ts";
import { makeTenant } from "./testing/tenant.ts";

const MEGABYTE = 1024 * 1024;

const server = await testServer({ LIMIT_MCP_PER_MINUTE: "100000", LIMIT_MCP_IP_PER_MINUTE: "100000" });
const tenant = await makeTenant(server);
const headers = await tenant.key();
const host = mcpHost(server);
const { id, key: bug_id } = await fileLargeBug(server, { tenant, headers, console_bytes: 10 * MEGABYTE });
for (let index = 0; index < 30; index += 1)
  await createComment(tenant.owner, { bug_id: id, body: `${index} ${"It happened again, with details. ".repeat(60)}` });

/** Every way to read of a bug, each asking for as much as it may. */
const READS: Readonly<Record<string, readonly Record<string, unknown>[]>> = {
  get_bug: [{ bug_id }],
  list_bugs: [{ limit: 100, state: "all" }],
  search_bugs: [{ query: "console", limit: 100 }],
  list_bug_comments: [{ bug_id, limit: 100 }],
  get_bug_context: [
    { bug_id },
    { bug_id, level: "all", max_tokens: 8000 },
    { bug_id, level: "all", include: ["console"], max_tokens: 8000 },
    { bug_id, include: ["network", "timeline"], max_tokens: 8000 },
  ],
  get_network_request: [{ bug_id, request_id: "big0", body_bytes: 16_384 }],
  get_bug_media: [{ bug_id }],
  get_screenshot: [{ bug_id, max_width: 4096 }],
  get_replay_transcript: [{ bug_id }, { bug_id, verbosity: "detailed" }],
  generate_fix_prompt: [{ bug_id, max_tokens: 8000 }],
  get_replay_raw: [{ bug_id }, { bug_id, acknowledge_size: true }, { bug_id, from_ms: 0, to_ms: 3000 }],
  list_activity: [{ bug_id, limit: 100 }],
  find_similar_bugs: [{ bug_id }],
};

test("every tool that reads a bug or its evidence is among them", () => {
  const reading = [...host.registry.values()].filter(
    ({ hints, toolset, listed }) =>
      hints.read_only && toolset !== "app" && listed.inputSchema.properties["bug_id"] !== undefined,
  );
  const names = reading
    .map(({ name }) => name)
    .filter((name) => !["get_bug_cookies", "query_audit_log"].includes(name));
  expect(Object.keys(READS)).toEqual(expect.arrayContaining(names));
});

describe.each(Object.entries(READS))("%s on a bug with a console of 10 MB", (name, calls) => {
  test.each(calls.map((args) => [JSON.stringify({ ...args, bug_id: undefined }), args] as const))(
    "%s stays within what any result may have",
    async (_title, args) => {
      const connection = mcpConnection(host, headers, { tools: name });
      const { content, structuredContent, isError } = await host.call(connection, { name, args });
      const text = content.map((block) => (block.type === "text" ? block.text : "")).join("\n");
      expect(isError === true && !text.includes("PAYLOAD_TOO_LARGE"), text.slice(0, 500)).toBe(false);
      expect(textTokens(text)).toBeLessThanOrEqual(HARD_CAP_TOKENS);
      expect(tokensOf(structuredContent ?? {})).toBeLessThanOrEqual(HARD_CAP_TOKENS);
    },
  );
});

test("what had to go is counted, with the call that gets it", async () => {
  const connection = mcpConnection(host, headers);
  const { structuredContent } = await host.call(connection, {
    name: "get_bug_context",
    args: { bug_id, level: "all" },
  });
  expect(structuredContent).toMatchObject({ omitted: { console: expect.any(Number) } });
  expect(structuredContent?.["next_cursor"] ?? structuredContent?.["next"]).toEqual(expect.any(String));
});
