import operations from "@hawkmoth/client/operations.json" with { type: "json" };
import { Ajv } from "ajv";
import { encode } from "gpt-tokenizer/encoding/o200k_base";
import { describe, expect, it } from "vitest";
import { buildRegistry } from "./registry.ts";
import { samples } from "./testing/samples.ts";
import { viewOf } from "./views.ts";

const registry = buildRegistry(operations);
const tools = [...registry.values()];
const tokens = (value: unknown) => encode(JSON.stringify(value)).length;

describe("the list of tools", () => {
  it("holds the tools of the main job", () => {
    expect([...registry.keys()]).toEqual([
      "get_capabilities",
      "list_projects",
      "list_project_members",
      "list_bugs",
      "search_bugs",
      "get_bug",
      "list_bug_comments",
      "get_bug_context",
      "get_bug_media",
      "get_screenshot",
      "get_replay_transcript",
      "create_bug",
      "update_bug",
      "add_comment",
      "generate_fix_prompt",
      "get_agent_tasks",
      "claim_agent_task",
      "heartbeat_agent_task",
      "update_agent_task",
      "release_agent_task",
    ]);
  });

  it("reads as it was last looked at", async () => {
    const text = tools.map(({ listed }) => JSON.stringify(listed, null, 1)).join("\n");
    await expect(text).toMatchFileSnapshot("./testing/tool-list.golden.txt");
  });

  it("is the same to the byte each time it is built", () => {
    const list = (from: unknown) => JSON.stringify([...buildRegistry(from).values()].map(({ listed }) => listed));
    expect(list(structuredClone(operations))).toBe(list(operations));
  });

  it("does not depend on the order of the operation table", () => {
    const reversed = { ...operations, operations: operations.operations.toReversed() };
    expect(new Set(buildRegistry(reversed).keys())).toEqual(new Set(registry.keys()));
  });
});

describe.each(tools.map((tool) => [tool.name, tool] as const))("%s", (name, tool) => {
  const { listed } = tool;

  it("has a legal name, a title, and a description of at most 400 characters", () => {
    expect(name).toMatch(/^[a-z_]{3,40}$/);
    expect(listed.title).not.toBe("");
    expect(listed.description.length).toBeLessThanOrEqual(400);
  });

  it("states all four annotations, and never reads and destroys at once", () => {
    const { readOnlyHint, destructiveHint, idempotentHint, openWorldHint } = listed.annotations;
    for (const hint of [readOnlyHint, destructiveHint, idempotentHint, openWorldHint])
      expect(typeof hint).toBe("boolean");
    expect(readOnlyHint && destructiveHint).toBe(false);
    expect(readOnlyHint).toBe(tool.operation.method === "GET");
  });

  it("refuses arguments it does not know", () => {
    expect(listed.inputSchema.additionalProperties).toBe(false);
    expect(Object.hasOwn(listed.inputSchema.properties, "idempotency_key")).toBe(!tool.hints.read_only);
  });

  it("has no references or unions at the root, which clients stumble over", () => {
    const text = JSON.stringify(listed);
    expect(text).not.toContain('"$ref"');
    expect(text).not.toContain('"$schema"');
    expect(listed.inputSchema).not.toHaveProperty("anyOf");
    expect(listed.outputSchema).not.toHaveProperty("anyOf");
  });

  it("costs at most 450 tokens without its output schema", () => {
    const { outputSchema: _output, ...wire } = listed;
    expect(tokens(wire)).toBeLessThanOrEqual(450);
  });

  it("has an output schema that a real answer fits", () => {
    const ajv = new Ajv({ strict: false });
    if (tool.presenter.output) return;
    const validate = ajv.compile(listed.outputSchema);
    validate(viewOf(samples()[tool.operation.path], tool.omit));
    expect(validate.errors).toBeNull();
  });
});

describe("cost of the list", () => {
  const wire = (names: typeof tools) => tokens(names.map(({ listed: { outputSchema: _output, ...rest } }) => rest));
  const full = (names: typeof tools) => tokens(names.map(({ listed }) => listed));
  const people = tools.filter((tool) => tool.scope !== "tasks:run");

  it("stays under 4,000 tokens, and under 6,500 with output schemas, for a person's key", () => {
    expect(wire(people)).toBeLessThanOrEqual(4000);
    expect(full(people)).toBeLessThanOrEqual(6500);
  });

  it("stays under 4,000 tokens for an agent's key as well", () => {
    expect(wire(tools)).toBeLessThanOrEqual(4000);
  });
});
