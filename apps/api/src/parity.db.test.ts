import type { Tool } from "@hawkmoth/mcp/registry";
import { viewOf } from "@hawkmoth/mcp/views";
import { expect, test } from "vitest";
import { callOperation, operationAt, type Answer } from "./testing/call-operation.ts";
import { toolCases, type ToolCase } from "./testing/mcp-cases.ts";
import { mcpConnection, mcpHost } from "./testing/mcp-host.ts";
import { makeMcpWorld } from "./testing/mcp-world.ts";
import { testServer } from "./testing/server.ts";

const server = await testServer({ LIMIT_MCP_PER_MINUTE: "100000", LIMIT_MCP_IP_PER_MINUTE: "100000" });
const world = await makeMcpWorld(server);
const host = mcpHost(server);
const tools = [...host.registry.values()];
const cases = await toolCases(server, world);

/** What differs between any two answers: marks drawn anew, windows that move on, tokens of a preview. */
const FLEETING = /("(?:since|confirm_token|confirm_expires_at)":)"[^"]*"/g;

function settled(value: unknown): unknown {
  const text = JSON.stringify(value).replaceAll(/data-[0-9a-f]{8,}/g, "data-nonce");
  return JSON.parse(text.replaceAll(FLEETING, '$1"then"'));
}

/** A write is sent both ways with one Idempotency-Key, so that the second answer is the first and changes nothing. */
function keyFor({ name, hints }: Tool, { args }: ToolCase): string | null {
  return hints.read_only || args["dry_run"] === true ? null : `parity-${name}`;
}

async function overMcp(tool: Tool, given: ToolCase): Promise<Record<string, unknown>> {
  const key = keyFor(tool, given);
  const connection = mcpConnection(host, world.keys[given.as], { tools: tool.name });
  const args = key === null ? given.args : { ...given.args, idempotency_key: key };
  const { content, isError, structuredContent } = await host.call(connection, { name: tool.name, args });
  expect(isError, JSON.stringify(content)).toBeUndefined();
  return structuredContent ?? {};
}

async function overRest(tool: Tool, given: ToolCase): Promise<Answer> {
  const key = keyFor(tool, given);
  const takesLimit = tool.listed.inputSchema.properties["limit"]?.default;
  return await callOperation(server, operationAt(tool.operation.path), {
    input: { ...(takesLimit === undefined ? {} : { limit: takesLimit }), ...given.args },
    headers: { ...world.keys[given.as], ...(key === null ? {} : { "idempotency-key": key }) },
  });
}

/** Of the answer of REST what the tool shows: all of what pages play, and not what only this server knows. */
function shown(tool: Tool, { body }: Answer): Record<string, unknown> {
  const view: Record<string, unknown> = Object(tool.presenter.forPages ? body : viewOf(body, tool.omit));
  const own = tool.presenter.output?.properties;
  return own ? Object.fromEntries(Object.entries(view).filter(([name]) => Object.hasOwn(own, name))) : view;
}

test("there is a case for every tool, and no case without one", () => {
  expect([...cases.keys()].toSorted()).toEqual(tools.map(({ name }) => name).toSorted());
});

test.each(tools.map((tool) => [tool.name, tool] as const))(
  "%s shows what REST answers to the same key",
  async (name, tool) => {
    const given = cases.get(name);
    if (!given) throw new Error(`no case for ${name}`);
    const structured = await overMcp(tool, given);
    const direct = await overRest(tool, given);
    expect(direct.status, JSON.stringify(direct.body)).toBeLessThan(300);
    const wanted = shown(tool, direct);
    // The API answers these lists at once, so that their cursor is this server's own.
    const isPagedHere = tool.listing?.pages === "here";
    const compared = Object.keys(structured).filter(
      (key) => key in wanted || (tool.presenter.output === undefined && !(isPagedHere && key === "next_cursor")),
    );
    expect(settled(Object.fromEntries(compared.map((key) => [key, structured[key]])))).toEqual(settled(wanted));
  },
);
