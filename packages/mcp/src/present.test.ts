import operations from "@hawkmoth/client/operations.json" with { type: "json" };
import { encode } from "gpt-tokenizer/encoding/o200k_base";
import { expect, it } from "vitest";
import { HARD_CAP_TOKENS } from "./budget.ts";
import { aliasesOf } from "./build-aliases.ts";
import type { ToolResult } from "./content.ts";
import { presentResult } from "./present.ts";
import { buildRegistry, type Tool } from "./registry.ts";
import { plainWords } from "./testing/sample-words.ts";
import { samples } from "./testing/samples.ts";

const registry = buildRegistry(operations);
const tools = [...registry.values()].map((tool) => [tool.name, tool] as const);
const SERVER = { version: "0.1.0", protocols: ["2026-07-28"] };

function present(tool: Tool, raw: unknown, args: Record<string, unknown> = {}): ToolResult {
  const call = { args, listed: [...registry.keys()], toolsets: [], server: SERVER };
  return presentResult({ tool, raw, call, own_origin: null });
}

function textOf(result: ToolResult): string {
  const [block] = result.content;
  return block?.type === "text" ? block.text : "";
}

/** Every list a hundred rows long and every text a page long. */
function swollen(value: unknown): unknown {
  if (Array.isArray(value)) return Array.from({ length: 100 }, () => swollen(value[0]));
  if (typeof value === "string")
    return value.length > 12 && !/^\w+_\w+$|^\d{4}-/.test(value) ? `${value} `.repeat(40) : value;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, swollen(item)]));
}

it.each(tools)("%s keeps to its budget on an ordinary answer without leaving anything out", (_name, tool) => {
  const result = present(tool, samples()[tool.operation.path]);
  expect(encode(textOf(result)).length).toBeLessThanOrEqual(tool.budget_tokens);
  expect(result.structuredContent?.["next"]).toBeUndefined();
});

it.each(tools)("%s keeps to its budget on the largest answer, and says what to call for the rest", (_name, tool) => {
  const result = present(tool, swollen(samples()[tool.operation.path]));
  const tokens = encode(textOf(result)).length;
  expect(tokens).toBeLessThanOrEqual(Math.min(HARD_CAP_TOKENS, Math.max(tool.budget_tokens, 150)));
  const { omitted, next } = result.structuredContent ?? {};
  expect(omitted === undefined || /^(?:Call|Open) /.test(String(next))).toBe(true);
});

it.each([
  [
    "repro_list_tickets",
    /^Call repro_list_tickets again with limit \d+ to page through the rest with its nextCursor\.$/,
  ],
  ["get_bug_details", /^Call get_bug_context for/],
])("%s says under its own name what to call for the rest", (name, wanted) => {
  const alias = aliasesOf(registry).find((tool) => tool.name === name);
  if (!alias) throw new Error(`no ${name}`);
  const { structuredContent } = present(alias, swollen(samples()[alias.operation.path]));
  expect(structuredContent?.["next"]).toMatch(wanted);
});

it("fits twenty rows of bugs into the budget of a list, as JSON and far below as a table", () => {
  const tool = registry.get("list_bugs");
  if (!tool) throw new Error("no list_bugs");
  const [row] = (samples(plainWords)["bug.list"] as { bugs: unknown[] }).bugs;
  const raw = { bugs: Array.from({ length: 20 }, () => row), next_cursor: "abc", total: 90 };
  const json = present(tool, raw);
  expect(json.structuredContent?.["bugs"]).toHaveLength(20);
  expect(json.structuredContent).toMatchObject({ next_cursor: "abc" });
  const table = textOf(present(tool, raw, { format: "table" }));
  expect(encode(table).length).toBeLessThan(encode(textOf(json)).length * 0.6);
});

it("lets the caller ask for less or more, up to the hard cap", () => {
  const tool = registry.get("get_bug_context");
  if (!tool) throw new Error("no get_bug_context");
  const raw = swollen(samples()[tool.operation.path]);
  const size = (max_tokens: number) => encode(textOf(present(tool, raw, { max_tokens }))).length;
  expect(size(600)).toBeLessThanOrEqual(600);
  expect(size(8000)).toBeGreaterThan(3000);
  expect(size(1_000_000)).toBeLessThanOrEqual(HARD_CAP_TOKENS);
});
