import type { ToolResult } from "@hawkmoth/mcp/content";
import { follow, type Attempt, type CallTool } from "@hawkmoth/mcp/testing/follow";
import { WRONG_CALLS, type WrongCall } from "@hawkmoth/mcp/testing/wrong-calls";
import { beforeAll, describe, expect, test } from "vitest";
import { mcpConnection, mcpHost } from "./testing/mcp-host.ts";
import { makeMcpWorld, queueTask } from "./testing/mcp-world.ts";
import { testServer } from "./testing/server.ts";

const server = await testServer({ LIMIT_MCP_PER_MINUTE: "100000", LIMIT_MCP_IP_PER_MINUTE: "100000" });
const world = await makeMcpWorld(server);
const host = mcpHost(server);

function errorOf({ content, isError }: ToolResult): Record<string, unknown> | null {
  const [block] = content;
  return isError && block?.type === "text" ? JSON.parse(block.text).error : null;
}

function wishOf({ wish }: WrongCall): Record<string, string> {
  const given = wish ?? { toolsets: "all" };
  return Object.fromEntries(
    Object.entries(given).map(([name, text]) => [name, text.replace("{project}", world.facts.project_key)]),
  );
}

async function attemptsAt(wrong: WrongCall): Promise<Attempt[]> {
  const connection = mcpConnection(host, world.keys[wrong.as ?? "member"], wishOf(wrong));
  const call: CallTool = async (tool, args) => {
    const result = await host.call(connection, { name: tool, args });
    const given = typeof args === "object" && args !== null && !Array.isArray(args) ? { ...args } : {};
    return { tool, args: given, value: result.structuredContent ?? null, error: errorOf(result) };
  };
  const tools = await host.list(connection);
  return await follow(call, tools, await call(wrong.tool, wrong.args(world.facts)));
}

test("the corpus holds at least sixty wrong calls", () => {
  expect(Object.values(WRONG_CALLS).flat().length).toBeGreaterThanOrEqual(60);
});

beforeAll(async () => {
  for (const title of ["First for the agent", "Second for the agent", "Third for the agent"])
    await queueTask(world.tenant, title);
});

describe.each(Object.entries(WRONG_CALLS))("%s", (_kind, calls) => {
  test.each(calls.map((wrong) => [wrong.title, wrong] as const))("%s", async (_title, wrong) => {
    const attempts = await attemptsAt(wrong);
    const trail = JSON.stringify(attempts.map(({ tool, args, error }) => ({ tool, args, error })));
    expect(attempts[0]?.error, trail).not.toBeNull();
    expect(attempts.at(-1)?.error, trail).toBeNull();
    expect(attempts.at(-1)?.tool, trail).toBe(wrong.ends_in);
  });
});
