import operations from "@hawkmoth/client/operations.json" with { type: "json" };
import type { ToolInventory } from "@hawkmoth/client/tool-inventory";
import { encode } from "gpt-tokenizer/encoding/o200k_base";
import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { catalogueOf, targetOf, type AnyOffer } from "./catalogue.ts";
import { namesOfProfile, PROFILE_NAMES } from "./profiles.ts";
import { buildRegistry } from "./registry.ts";
import { TOOLSET_NAMES, TOOLSETS } from "./toolsets.ts";

const FILE = resolve(import.meta.dirname, "../../client/tool-inventory.json");

const tokens = (value: unknown) => encode(JSON.stringify(value)).length;

/** What people read about the tools: the list a client gets, without schemas, with what each one costs. */
export function toolInventory(): ToolInventory {
  return {
    toolsets: TOOLSET_NAMES.map((name) => ({ name, ...TOOLSETS[name] })),
    profiles: PROFILE_NAMES.map((name) => ({ name, tools: [...namesOfProfile(name)] })),
    tools: [...catalogueOf(buildRegistry(operations)).values()].map(toEntry),
  };
}

function toEntry(offer: AnyOffer): ToolInventory["tools"][number] {
  const { outputSchema: _output, ...wire } = offer.listed;
  return {
    name: offer.name,
    title: offer.listed.title,
    description: offer.listed.description,
    toolset: offer.toolset,
    scope: offer.scope,
    hints: offer.hints,
    alias_of: targetOf(offer)?.name ?? null,
    list_tokens: tokens(wire),
    full_tokens: tokens(offer.listed),
  };
}

/** The text that the generated file should have. */
export function inventoryText(): string {
  return `${JSON.stringify(toolInventory(), null, 2)}\n`;
}

if (import.meta.main) {
  const text = inventoryText();
  const isStale = readFileSync(FILE, "utf8") !== text;
  if (!process.argv.includes("--check")) {
    writeFileSync(FILE, text);
    console.log(isStale ? "generated packages/client/tool-inventory.json" : "the tool inventory was up to date");
  } else if (isStale) {
    console.error("stale: packages/client/tool-inventory.json. Run 'pnpm generate' and commit the result.");
    process.exitCode = 1;
  }
}
