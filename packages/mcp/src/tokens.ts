import operations from "@hawkmoth/client/operations.json" with { type: "json" };
import { catalogueOf } from "./catalogue.ts";
import { buildRegistry } from "./registry.ts";
import { isOver, listCosts, MAX_TOOL_TOKENS, toolCost } from "./token-cost.ts";

const registry = buildRegistry(operations);
const catalogue = catalogueOf(registry);

function line(...cells: (string | number)[]): string {
  return cells.map((cell, index) => (index === 0 ? String(cell).padEnd(30) : String(cell).padStart(14))).join("");
}

console.log("Tokens (o200k) of the tools in a list\n");
console.log(line("tool", "list", "with output"));
for (const offer of catalogue.values()) {
  const { wire, full } = toolCost(offer);
  console.log(line(offer.name, wire, full));
  if (wire > MAX_TOOL_TOKENS) process.exitCode = 1;
}

console.log(`\n${line("list", "tools", "list", "with output", "ceilings")}`);
for (const cost of listCosts(registry, catalogue)) {
  console.log(line(cost.name, cost.tools, cost.wire, cost.full, `${cost.ceiling.wire}/${cost.ceiling.full}`));
  if (isOver(cost)) process.exitCode = 1;
}
if (process.exitCode === 1) console.log("\nOver: shorten descriptions and schemas until every line fits.");
