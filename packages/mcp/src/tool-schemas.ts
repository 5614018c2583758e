import {
  IS_TIME,
  isNullable,
  isRecord,
  isTime,
  TAKES_NULL,
  withoutNull,
  type JsonSchema,
  type ObjectSchema,
} from "./json-schema.ts";

/** Keywords that the API checks and words better than a schema does; models gain nothing from them. */
const INPUT_NOISE = new Set([
  "$schema",
  "$id",
  "id",
  "title",
  "pattern",
  "format",
  "minLength",
  "maxLength",
  "minItems",
  "maxItems",
]);
/** Results are made by us: a schema of them needs types and names only. */
const OUTPUT_NOISE = new Set([...INPUT_NOISE, "description", "default", "minimum", "maximum", "enum", "propertyNames"]);

const IDEMPOTENCY_KEY: JsonSchema = { type: "string" };

/** The `next_cursor` of a page before; its name says so. */
export const CURSOR: JsonSchema = { type: "string" };

/** Rows of a list unless the caller says: as many as its budget holds, which is fewer than REST gives. */
export const DEFAULT_ROWS = 20;

/** Where a list goes on; null at its end. */
export const NEXT_CURSOR: JsonSchema = { type: ["string", "null"] };

/** Of an answer the fields at the root and of the rows of its lists are described; objects elsewhere are only named. */
const MAX_DEPTH = 1;

/** Arguments that exist in MCP only, besides those of the operation. */
export interface InputExtras {
  is_write: boolean;
  arguments: Readonly<Record<string, JsonSchema>>;
}

/** The input schema of a tool: strict, without what costs tokens and tells a model nothing. */
export function toolInput(input: JsonSchema | null, extras: InputExtras): ObjectSchema {
  const slim = input ? slimInput(input) : {};
  const limit = slim.properties?.["limit"];
  const properties: Record<string, JsonSchema> = {
    ...slim.properties,
    ...(slim.properties?.["cursor"] ? { cursor: CURSOR } : {}),
    ...(limit ? { limit: { ...limit, default: rowsOf(limit) } } : {}),
    ...extras.arguments,
    ...(extras.is_write ? { idempotency_key: IDEMPOTENCY_KEY } : {}),
  };
  const required = (slim.required ?? []).filter((name) => properties[name]?.default === undefined);
  return {
    type: "object",
    properties,
    ...(required.length > 0 ? { required } : {}),
    additionalProperties: false,
  };
}

/** An operation may want fewer rows by itself. */
function rowsOf({ default: own }: JsonSchema): number {
  return typeof own === "number" ? Math.min(own, DEFAULT_ROWS) : DEFAULT_ROWS;
}

/**
 * The output schema of a tool: what is left after leaving out `omit` (paths such as `bugs.labels.color`) and nulls.
 * Objects stay open, so that counts of what was left out may be added.
 */
export function toolOutput(output: JsonSchema | null, omit: ReadonlySet<string>): ObjectSchema {
  const slim = output ? slimOutput(output, { path: "", depth: 0, omit }) : {};
  const required = requiredIn(output, omit);
  const properties = slim.properties ?? {};
  const paged: Record<string, JsonSchema> = properties["next_cursor"] ? { next_cursor: NEXT_CURSOR } : {};
  return {
    ...slim,
    type: "object",
    properties: { ...properties, ...paged },
    ...(required.length > 0 ? { required } : {}),
  };
}

function slimInput(schema: JsonSchema): JsonSchema {
  const slim: JsonSchema = isTime(schema) ? { [IS_TIME]: true } : {};
  for (const [keyword, value] of Object.entries(schema))
    if (!INPUT_NOISE.has(keyword) && !saysNothing(keyword, value)) Object.assign(slim, { [keyword]: value });
  if (schema.properties) slim.properties = mapValues(schema.properties, slimInput);
  if (schema.items) slim.items = slimInput(schema.items);
  if (isRecord(schema.additionalProperties)) slim.additionalProperties = slimInput(schema.additionalProperties);
  if (schema.anyOf) slim.anyOf = schema.anyOf.map(slimInput);
  return isNullable(slim) ? plainNullable(slim) : slim;
}

/** `anyOf: [X, null]` as X, which takes null all the same; for a choice null says no more than leaving it out. */
function plainNullable(schema: JsonSchema): JsonSchema {
  const bare = withoutNull(schema);
  if (bare.enum || typeof bare.type !== "string") return bare;
  return { ...bare, [TAKES_NULL]: true };
}

/** A flag is off unless set, and nobody asks for less than one row: stating it in every tool is not worth its tokens. */
function saysNothing(keyword: string, value: unknown): boolean {
  if (keyword === "default") return value === false;
  if (keyword === "minimum") return Number(value) <= 1;
  return keyword === "maximum" && value === Number.MAX_SAFE_INTEGER;
}

interface Place {
  path: string;
  /** Objects around this one that are no rows. */
  depth: number;
  omit: ReadonlySet<string>;
}

function slimOutput(schema: JsonSchema, place: Place): JsonSchema {
  const bare = withoutNull(schema);
  const slim: JsonSchema = {};
  for (const [keyword, value] of Object.entries(bare))
    if (!OUTPUT_NOISE.has(keyword) && keyword !== "required" && keyword !== "additionalProperties")
      Object.assign(slim, { [keyword]: value });
  if (bare.const !== undefined) return { type: typeof bare.const };
  if (bare.anyOf) return {};
  if (bare.items) slim.items = slimOutput(bare.items, { ...place, depth: place.depth - 1 });
  if (!bare.properties) return slim;
  if (place.depth >= MAX_DEPTH) return { type: "object" };
  slim.properties = Object.fromEntries(propertiesOf(bare.properties, place));
  return slim;
}

function propertiesOf(properties: Record<string, JsonSchema>, { path, depth, omit }: Place): [string, JsonSchema][] {
  return Object.entries(properties).flatMap(([name, value]): [string, JsonSchema][] => {
    const here = join(path, name);
    return omit.has(here) ? [] : [[name, slimOutput(value, { path: here, depth: depth + 1, omit })]];
  });
}

/** Only at the root: deeper down it costs tokens in every list and no client acts on it. */
function requiredIn(output: JsonSchema | null, omit: ReadonlySet<string>): string[] {
  const properties = output?.properties ?? {};
  return (output?.required ?? []).filter((name) => !omit.has(name) && !isNullable(properties[name] ?? {}));
}

function join(path: string, name: string): string {
  return path === "" ? name : `${path}.${name}`;
}

function mapValues(
  record: Record<string, JsonSchema>,
  map: (value: JsonSchema) => JsonSchema,
): Record<string, JsonSchema> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}
