import { encode } from "gpt-tokenizer/encoding/o200k_base";
import type { AnyOffer, Catalogue } from "./catalogue.ts";
import { PROFILE_NAMES } from "./profiles.ts";
import { isSelected, readSelection, type SelectionSource } from "./selection.ts";
import type { Registry } from "./registry.ts";

/** Most tokens of one tool in a list, without its output schema. */
export const MAX_TOOL_TOKENS = 450;

/** A list as a client may ask for it, and what it may cost. */
export interface ListCost {
  name: string;
  tools: number;
  /** Tokens (o200k) of names, titles, descriptions, input schemas and annotations. */
  wire: number;
  /** The same with output schemas. */
  full: number;
  ceiling: Ceiling;
}

interface Ceiling {
  wire: number;
  full: number;
}

interface Wish {
  name: string;
  source: SelectionSource;
  /** False for keys that work on no tasks. */
  is_agent: boolean;
  ceiling: Ceiling;
}

const DEFAULT: Ceiling = { wire: 4000, full: 6500 };
const ALL: Ceiling = { wire: 9000, full: 14_000 };

const WISHES: readonly Wish[] = [
  { name: "default, a person's key", source: {}, is_agent: false, ceiling: DEFAULT },
  { name: "default, an agent's key", source: {}, is_agent: true, ceiling: DEFAULT },
  { name: "default, read-only", source: { readonly: "1" }, is_agent: true, ceiling: DEFAULT },
  { name: "all, with sensitive", source: { toolsets: "all,sensitive" }, is_agent: true, ceiling: ALL },
  ...PROFILE_NAMES.map((profile) => ({ name: profile, source: { profile }, is_agent: true, ceiling: DEFAULT })),
];

/** Tokens (o200k) of a text, by the real vocabulary. */
export function textTokens(text: string): number {
  return encode(text).length;
}

/** Tokens (o200k) of a value as JSON. */
export function tokensOf(value: unknown): number {
  return textTokens(JSON.stringify(value));
}

/** Tokens of a tool in a list, without and with its output schema. */
export function toolCost({ listed }: AnyOffer): { wire: number; full: number } {
  const { outputSchema: _output, ...wire } = listed;
  return { wire: tokensOf(wire), full: tokensOf(listed) };
}

/** What each list costs that a client may ask for. */
export function listCosts(registry: Registry, catalogue: Catalogue): ListCost[] {
  return WISHES.map(({ name, source, is_agent, ceiling }) => {
    const selection = readSelection(source, registry);
    const tools = [...catalogue.values()].filter(
      (offer) => isSelected(selection, offer) && (is_agent || offer.scope !== "tasks:run"),
    );
    const wire = tokensOf(tools.map(({ listed: { outputSchema: _output, ...rest } }) => rest));
    return { name, tools: tools.length, wire, full: tokensOf(tools.map(({ listed }) => listed)), ceiling };
  });
}

/** True when a list costs more than it may. */
export function isOver({ wire, full, ceiling }: ListCost): boolean {
  return wire > ceiling.wire || full > ceiling.full;
}
