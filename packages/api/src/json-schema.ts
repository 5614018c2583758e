import { z } from "zod";
import type { Operation } from "./operation.ts";
import { pathParameters } from "./operations.ts";
import { namedRegistry } from "./schema-names.ts";

export type JsonSchema = { [key: string]: unknown };
type Io = "input" | "output";

function isRecord(value: unknown): value is JsonSchema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Applies a change to every schema inside a schema, innermost first; property names are never mistaken for keywords. */
function mapSchema(schema: unknown, change: (schema: JsonSchema) => JsonSchema): unknown {
  if (!isRecord(schema)) return schema;
  const inner = Object.entries(schema).map(([keyword, value]): [string, unknown] => {
    if ((keyword === "properties" || keyword === "$defs") && isRecord(value))
      return [
        keyword,
        Object.fromEntries(Object.entries(value).map(([name, item]) => [name, mapSchema(item, change)])),
      ];
    if (["anyOf", "oneOf", "allOf", "prefixItems"].includes(keyword) && Array.isArray(value))
      return [keyword, value.map((item) => mapSchema(item, change))];
    if (["items", "additionalProperties", "propertyNames"].includes(keyword))
      return [keyword, mapSchema(value, change)];
    return [keyword, value];
  });
  return change(Object.fromEntries(inner));
}

function without(schema: JsonSchema, keywords: readonly string[]): JsonSchema {
  return Object.fromEntries(Object.entries(schema).filter(([keyword]) => !keywords.includes(keyword)));
}

function dropSafeIntegerBounds(schema: JsonSchema): JsonSchema {
  const isUnbounded = (keyword: string, value: unknown) =>
    (keyword === "minimum" && value === Number.MIN_SAFE_INTEGER) ||
    (keyword === "maximum" && value === Number.MAX_SAFE_INTEGER);
  return Object.fromEntries(Object.entries(schema).filter(([keyword, value]) => !isUnbounded(keyword, value)));
}

const ID_PATTERN = /^\^([a-z]{3})_\[0-7\]/;

function shortenPattern(schema: JsonSchema): JsonSchema {
  if (typeof schema.pattern !== "string") return schema;
  const prefix = ID_PATTERN.exec(schema.pattern)?.[1];
  if (prefix !== undefined && schema.description === undefined)
    return { ...without(schema, ["pattern"]), description: `${prefix}_… id` };
  return without(schema, ["pattern"]);
}

function joinNull(schema: JsonSchema): JsonSchema {
  const [first, second, ...more] = Array.isArray(schema.anyOf) ? schema.anyOf : [];
  if (more.length > 0 || !isRecord(first) || !isRecord(second)) return schema;
  if (second.type !== "null" || typeof first.type !== "string") return schema;
  const values = Array.isArray(first.enum) ? { enum: [...first.enum, null] } : {};
  return { ...first, ...without(schema, ["anyOf"]), type: [first.type, "null"], ...values };
}

function isTrivial(value: unknown): boolean {
  return value === false || value === "" || (Array.isArray(value) && value.length === 0);
}

function dropTrivialDefault(schema: JsonSchema): JsonSchema {
  return isTrivial(schema.default) ? without(schema, ["default"]) : schema;
}

function closeObject(schema: JsonSchema): JsonSchema {
  return schema.type === "object" && isRecord(schema.properties) && schema.additionalProperties === undefined
    ? { ...schema, additionalProperties: false }
    : schema;
}

/** Keywords that cost tokens and tell a model nothing: the API checks them anyway and says which limit was passed. */
const NOISE = ["$schema", "maxLength", "minLength", "maxItems", "minItems"];

/** A schema as a model reads it: no references, no patterns or limits that cost tokens and tell nothing. */
export function toolSchema(schema: z.ZodType, io: Io): JsonSchema {
  const raw = z.toJSONSchema(schema, { io, unrepresentable: "any" });
  const slim = mapSchema(raw, (node) => {
    const short = joinNull(shortenPattern(dropSafeIntegerBounds(without(node, NOISE))));
    return io === "input" ? closeObject(dropTrivialDefault(short)) : without(short, ["additionalProperties"]);
  });
  return isRecord(slim) ? slim : {};
}

/** Generators of clients take a field that has a default for one that is always there, so the words say it instead. */
function sayDefault(schema: JsonSchema, io: Io): JsonSchema {
  if (!Object.hasOwn(schema, "default")) return schema;
  const { default: value, ...rest } = schema;
  if (io === "output") return rest;
  const description = typeof rest.description === "string" ? `${rest.description.replace(/[.\s]*$/, "")}. ` : "";
  return { ...rest, description: `${description}Default: ${JSON.stringify(value)}.` };
}

/** A schema for OpenAPI with the named schemas it refers to, beside it. */
export function componentSchema(
  schema: z.ZodType,
  io: Io,
): { schema: JsonSchema; components: Record<string, JsonSchema> } {
  const raw = z.toJSONSchema(schema, { io, metadata: namedRegistry, unrepresentable: "any" });
  const tidy = mapSchema(raw, (node) => {
    const plain = dropSafeIntegerBounds(
      without(node, ["$schema", "id", ...(io === "output" ? ["additionalProperties"] : [])]),
    );
    const kept =
      io === "output" && isRecord(node.additionalProperties)
        ? { ...plain, additionalProperties: node.additionalProperties }
        : plain;
    const said = sayDefault(kept, io);
    return typeof said.$ref === "string"
      ? { ...said, $ref: said.$ref.replace("#/$defs/", "#/components/schemas/") }
      : said;
  });
  if (!isRecord(tidy)) return { schema: {}, components: {} };
  const components = isRecord(tidy.$defs) ? tidy.$defs : {};
  return {
    schema: without(tidy, ["$defs"]),
    components: Object.fromEntries(
      Object.entries(components).flatMap(([name, item]) => (isRecord(item) ? [[name, item]] : [])),
    ),
  };
}

/** The object schema that stands behind the fields of an operation, split into path and the rest. */
export function inputParts(operation: Operation): { inPath: string[]; rest: string[] } {
  const inPath = pathParameters(operation.rest.path);
  const all = Object.keys(operation.input?.shape ?? {});
  return { inPath, rest: all.filter((name) => !inPath.includes(name)) };
}
