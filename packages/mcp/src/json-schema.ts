/** Any value that JSON can hold. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/**
 * Marks a schema that takes null as well. A list of types is less portable among models' dialects of JSON Schema, so
 * models are told of another word for nothing; the mark never leaves the process, because JSON knows no symbols.
 */
export const TAKES_NULL: unique symbol = Symbol("takes null");

/** Marks a text that is a time, which costs models nothing and which the API checks. */
export const IS_TIME: unique symbol = Symbol("is a time");

/** The part of JSON Schema (2020-12) that operations are described with. */
export type JsonSchema = {
  [TAKES_NULL]?: true;
  [IS_TIME]?: true;
  type?: string | string[];
  description?: string;
  default?: Json;
  enum?: Json[];
  const?: Json;
  format?: string;
  minimum?: number;
  properties?: { [name: string]: JsonSchema };
  required?: string[];
  additionalProperties?: boolean | JsonSchema;
  items?: JsonSchema;
  anyOf?: JsonSchema[];
};

/** A schema of an object, as tools take and give. */
export type ObjectSchema = JsonSchema & { type: "object"; properties: { [name: string]: JsonSchema } };

/** True for what JSON calls an object. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** True when the schema allows null beside something else. */
export function isNullable(schema: JsonSchema): boolean {
  if (Array.isArray(schema.type)) return schema.type.includes("null");
  if (schema[TAKES_NULL]) return true;
  return schema.type === "null" || (schema.anyOf?.some(isNullable) ?? false);
}

/** True for a schema of a time. */
export function isTime(schema: JsonSchema): boolean {
  return schema[IS_TIME] === true || schema.format === "date-time";
}

const bare = new WeakMap<JsonSchema, JsonSchema>();

/**
 * The schema without its null alternative; itself when there is none. Schemas never change, and this is asked for each
 * field of each answer, so what it gives is kept.
 */
export function withoutNull(schema: JsonSchema): JsonSchema {
  const known = bare.get(schema) ?? notNull(schema);
  bare.set(schema, known);
  return known;
}

function notNull(schema: JsonSchema): JsonSchema {
  if (Array.isArray(schema.type)) {
    const types = schema.type.filter((type) => type !== "null");
    const kept: JsonSchema = { ...schema, type: types.length === 1 ? types[0] : types };
    if (schema.enum) kept.enum = schema.enum.filter((value) => value !== null);
    return kept;
  }
  if (!schema.anyOf) return schema;
  const { anyOf, ...rest } = schema;
  const kept = anyOf.filter((option) => option.type !== "null");
  const [only] = kept;
  return kept.length === 1 && only ? { ...only, ...rest } : { ...rest, anyOf: kept };
}

/** The element schema behind arrays, the value schema behind records, and the schema without null. */
export function propertySchema(schema: JsonSchema | undefined, key: string): JsonSchema | undefined {
  if (!schema) return undefined;
  const { items, properties, additionalProperties } = withoutNull(schema);
  if (items) return propertySchema(items, key);
  if (properties && Object.hasOwn(properties, key)) return properties[key];
  return isRecord(additionalProperties) ? additionalProperties : undefined;
}
