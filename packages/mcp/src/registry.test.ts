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
    // A key may not stand in a URL, so this one read is a POST.
    expect(readOnlyHint).toBe(tool.operation.method === "GET" || tool.name === "verify_api_key");
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
