import type { AliasTool } from "./alias.ts";
import { aliasesOf } from "./build-aliases.ts";
import { localOffer, type LocalOffer, type LocalTool } from "./local-tool.ts";
import { namesOfProfile, type Profile } from "./profiles.ts";
import type { Registry, Tool } from "./registry.ts";
import { TOOLSET_NAMES } from "./toolsets.ts";

/** Anything that can be listed and called. */
export type AnyOffer = Tool | AliasTool | LocalOffer;

/** Everything there is, by name, in listing order: tools by toolset, then the names of other trackers. */
export type Catalogue = ReadonlyMap<string, AnyOffer>;

const NO_LOCAL: readonly LocalTool[] = [];
const built = new WeakMap<Registry, Map<readonly LocalTool[], Catalogue>>();

/** The catalogue of a registry and the tools of this process; built once for each pair. */
export function catalogueOf(registry: Registry, local: readonly LocalTool[] = NO_LOCAL): Catalogue {
  const known = built.get(registry) ?? new Map<readonly LocalTool[], Catalogue>();
  built.set(registry, known);
  const catalogue = known.get(local.length === 0 ? NO_LOCAL : local) ?? build(registry, local);
  known.set(local.length === 0 ? NO_LOCAL : local, catalogue);
  return catalogue;
}

function build(registry: Registry, local: readonly LocalTool[]): Catalogue {
  const offers = [...registry.values(), ...local.map(localOffer), ...aliasesOf(registry)];
  const ordered = TOOLSET_NAMES.flatMap((set) => offers.filter(({ toolset }) => toolset === set));
  return new Map(ordered.map((offer) => [offer.name, offer]));
}

/** The tool behind another name of it; null for tools that are their own. */
export function targetOf(offer: AnyOffer): Tool | null {
  return "alias" in offer ? offer.alias.target : null;
}

/** Offers in the order of a profile; what the profile does not name comes after it. */
export function inOrderOf(profile: Profile | null, offers: readonly AnyOffer[]): readonly AnyOffer[] {
  if (profile === null) return offers;
  const names = namesOfProfile(profile);
  const rank = ({ name }: AnyOffer) => (names.includes(name) ? names.indexOf(name) : names.length);
  return offers.toSorted((left, right) => rank(left) - rank(right));
}
