import operations from "@hawkmoth/client/operations.json" with { type: "json" };
import { encode } from "gpt-tokenizer/encoding/o200k_base";
import { presentResult } from "./present.ts";
import { buildRegistry, type Tool } from "./registry.ts";
import { samples } from "./testing/samples.ts";
import { TOOLSETS } from "./toolsets.ts";

const CEILINGS = { default: { wire: 4000, full: 6500 }, all: { wire: 9000, full: 14_000 } };

const registry = buildRegistry(operations);
const tools = [...registry.values()];
const count = (value: unknown) => encode(typeof value === "string" ? value : JSON.stringify(value)).length;
const wireOf = ({ listed: { outputSchema: _output, ...wire } }: Tool) => wire;

function resultTokens(tool: Tool): number {
  const raw = samples()[tool.operation.path];
  const call = { args: {}, listed: [...registry.keys()], toolsets: [], server: { version: "0", protocols: [] } };
  const [text] = presentResult({ tool, raw, call, own_origin: null }).content;
  return text?.type === "text" ? count(text.text) : 0;
}

function line(...cells: (string | number)[]): string {
  return cells.map((cell, index) => (index === 0 ? String(cell).padEnd(30) : String(cell).padStart(14))).join("");
}

console.log("Tokens (o200k) of the tool list and of sample results\n");
console.log(line("tool", "list", "with output", "sample result", "budget"));
for (const tool of tools)
  console.log(line(tool.name, count(wireOf(tool)), count(tool.listed), resultTokens(tool), tool.budget_tokens));

const isDefault = (tool: Tool) => TOOLSETS[tool.toolset].is_default;
const sets: [string, Tool[], { wire: number; full: number }][] = [
  ["default, a person's key", tools.filter((tool) => isDefault(tool) && tool.scope !== "tasks:run"), CEILINGS.default],
  ["default, an agent's key", tools.filter(isDefault), CEILINGS.all],
  ["default, read-only", tools.filter((tool) => isDefault(tool) && tool.hints.read_only), CEILINGS.default],
  ["all", tools, CEILINGS.all],
];

console.log(`\n${line("list", "tools", "list", "with output", "ceilings")}`);
for (const [name, set, ceiling] of sets) {
  const wire = count(set.map(wireOf));
  const full = count(set.map(({ listed }) => listed));
  console.log(line(name, set.length, wire, full, `${ceiling.wire}/${ceiling.full}`));
  if (wire > ceiling.wire || full > ceiling.full) process.exitCode = 1;
}
