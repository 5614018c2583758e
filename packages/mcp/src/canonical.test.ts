import operations from "@hawkmoth/client/operations.json" with { type: "json" };
import { describe, expect, it } from "vitest";
import { ALIASES } from "./aliases.ts";
import { catalogueOf } from "./catalogue.ts";
import { namesOfProfile, PROFILE_NAMES } from "./profiles.ts";
import { buildRegistry, type Tool } from "./registry.ts";
import { isSelected, readSelection } from "./selection.ts";
import { CANONICAL_TOOLS, LOCAL_TOOLS, type CanonicalTool } from "./testing/canonical-tools.ts";

const registry = buildRegistry(operations);
const catalogue = catalogueOf(registry);

function rowOf({ name, toolset, hints, scope, budget_tokens }: Tool): CanonicalTool {
  const { read_only, destructive, idempotent, open_world } = hints;
  const letters = [read_only ? "R" : "W", destructive ? "D" : "", idempotent ? "I" : "", open_world ? "O" : ""];
  return { name, toolset, hints: letters.join(""), scope, budget_tokens };
}

it("serves every tool of the design with its toolset, hints, scope and budget, and no other", () => {
  const served = [...registry.values()].map(rowOf);
  const byName = (rows: readonly CanonicalTool[]) => rows.toSorted((a, b) => a.name.localeCompare(b.name));
  expect(byName(served)).toEqual(byName(CANONICAL_TOOLS.filter(({ name }) => !LOCAL_TOOLS.has(name))));
});

it("serves every name of other trackers", () => {
  const names = [...catalogue.values()].filter((offer) => "alias" in offer).map(({ name }) => name);
  expect(names).toEqual(ALIASES.map(({ name }) => name));
});

describe.each(PROFILE_NAMES)("the profile %s", (profile) => {
  it("serves its names and no other", () => {
    const selection = readSelection({ profile }, registry);
    const names = [...catalogue.values()].filter((offer) => isSelected(selection, offer)).map(({ name }) => name);
    expect(names.toSorted()).toEqual([...namesOfProfile(profile)].toSorted());
  });
});

it.each(ALIASES.map((row) => [row.name, row] as const))("%s maps to arguments that its tool has", (_name, row) => {
  const listed = Object.keys(registry.get(row.target)?.listed.inputSchema.properties ?? {});
  // REST filters a list by words as well; models have search_bugs for that.
  const known = row.target === "list_bugs" ? [...listed, "query"] : listed;
  const mapped = Object.values(row.arguments ?? {}).flatMap((to) => (typeof to === "string" ? to : (to.to ?? [])));
  expect(known).toEqual(expect.arrayContaining([...mapped, ...Object.keys(row.fixed ?? {})]));
});
