import operations from "@hawkmoth/client/operations.json" with { type: "json" };
import { expect, it } from "vitest";
import { catalogueOf } from "./catalogue.ts";
import { buildRegistry } from "./registry.ts";
import { listCosts, MAX_TOOL_TOKENS, toolCost } from "./token-cost.ts";

const registry = buildRegistry(operations);
const catalogue = catalogueOf(registry);

it.each(listCosts(registry, catalogue).map((cost) => [cost.name, cost] as const))(
  "the list of %s costs no more than it may",
  (_name, { wire, full, ceiling }) => {
    expect(wire).toBeGreaterThan(0);
    expect(wire).toBeLessThanOrEqual(ceiling.wire);
    expect(full).toBeLessThanOrEqual(ceiling.full);
  },
);

it.each([...catalogue.values()].map((offer) => [offer.name, offer] as const))(
  "%s costs no more than one tool may, and says it in 400 characters",
  (_name, offer) => {
    expect(toolCost(offer).wire).toBeLessThanOrEqual(MAX_TOOL_TOKENS);
    expect(offer.listed.description.length).toBeLessThanOrEqual(400);
  },
);
