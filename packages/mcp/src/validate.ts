import { AppError } from "@hawkmoth/domain/errors";
import { Ajv, type ErrorObject, type ValidateFunction } from "ajv";
import { argumentsFrom, coercedArguments } from "./coerce.ts";
import { isRecord, TAKES_NULL, withoutNull, type JsonSchema, type ObjectSchema } from "./json-schema.ts";
import { nearestArgument, nearestOption } from "./synonyms.ts";

const ajv = new Ajv({ strict: false, allErrors: true, verbose: true, validateFormats: false });
const compiled = new WeakMap<ObjectSchema, ValidateFunction>();

/**
 * Arguments ready to be sent, as their schema wants them; see `coercedArguments`.
 * @throws INVALID_INPUT in words that a model can act on, with the nearest name in `details.did_you_mean`.
 */
export function checkedArguments(sent: unknown, schema: ObjectSchema): Record<string, unknown> {
  const given = argumentsFrom(sent);
  if (given !== undefined && given !== null && !isRecord(given))
    throw new AppError("INVALID_INPUT", { message: "The arguments must be an object." });
  const args = coercedArguments(isRecord(given) ? given : {}, schema);
  refuseUnknown(args, schema, []);
  const validate = compiled.get(schema) ?? compile(schema);
  if (!validate(args)) throw toAppError(validate.errors ?? [], schema);
  return args;
}

function compile(schema: ObjectSchema): ValidateFunction {
  const validate = ajv.compile(spelledOut(schema));
  compiled.set(schema, validate);
  return validate;
}

/** The schema with null among its types wherever it is taken. */
function spelledOut(schema: JsonSchema): JsonSchema {
  const { type, properties, items } = schema;
  const entries = Object.entries(properties ?? {});
  return {
    ...schema,
    ...(schema[TAKES_NULL] && typeof type === "string" ? { type: [type, "null"] } : {}),
    ...(properties ? { properties: Object.fromEntries(entries.map(([key, value]) => [key, spelledOut(value)])) } : {}),
    ...(items ? { items: spelledOut(items) } : {}),
  };
}

function refuseUnknown(value: unknown, schema: JsonSchema, path: readonly string[]): void {
  const bare = withoutNull(schema);
  if (Array.isArray(value)) for (const item of value) refuseUnknown(item, bare.items ?? {}, path);
  if (!isRecord(value) || !bare.properties || bare.additionalProperties !== false) return;
  const known = Object.keys(bare.properties);
  for (const [name, item] of Object.entries(value)) {
    const property = Object.hasOwn(bare.properties, name) ? bare.properties[name] : undefined;
    if (!property) throw unknownArgument([...path, name], known);
    refuseUnknown(item, property, [...path, name]);
  }
}

function unknownArgument(path: readonly string[], known: readonly string[]): AppError {
  const name = path.join(".").slice(0, 100);
  const near = nearestArgument(path.at(-1) ?? "", known);
  return new AppError("INVALID_INPUT", {
    message: `Unknown argument '${name}'${near ? `: did you mean '${near}'?` : ""}`,
    field: name,
    hint: known.length > 0 ? `Known arguments: ${known.join(", ")}` : "This tool takes no arguments.",
    ...(near ? { details: { did_you_mean: near } } : {}),
  });
}

function toAppError(errors: readonly ErrorObject[], schema: ObjectSchema): AppError {
  const missing = errors.find((error) => error.keyword === "required");
  if (missing) return missingArgument(missing, schema);
  const error = errors.find(({ keyword }) => keyword === "enum") ?? errors[0];
  if (!error) return new AppError("INVALID_INPUT");
  const field = fieldOf(error) || "arguments";
  if (error.keyword === "enum") return wrongOption(field, error);
  const better = betterValue(error);
  return new AppError("INVALID_INPUT", {
    message: `Invalid '${field}': ${wording(error)}`,
    field,
    ...(better === undefined ? {} : { details: { again_with: better } }),
  });
}

/** The nearest limit, or for a preview that was asked for in words a preview. */
function betterValue({ keyword, params, instancePath }: ErrorObject): number | true | undefined {
  if (keyword === "minimum" || keyword === "maximum") return Number(params["limit"]);
  return keyword === "type" && instancePath === "/dry_run" ? true : undefined;
}

function missingArgument(error: ErrorObject, schema: ObjectSchema): AppError {
  const name = String(error.params["missingProperty"]);
  const field = [fieldOf(error), name].filter((part) => part !== "").join(".");
  const description = schema.properties[field]?.description;
  return new AppError("INVALID_INPUT", {
    message: `Missing '${field}'`,
    field,
    ...(description ? { hint: `${field}: ${description}` } : {}),
  });
}

function wrongOption(field: string, error: ErrorObject): AppError {
  const allowed: unknown = error.params["allowedValues"];
  const expected = (Array.isArray(allowed) ? allowed : []).filter((value) => value !== null).map(String);
  const near = typeof error.data === "string" ? nearestOption(error.data, expected) : null;
  return new AppError("INVALID_INPUT", {
    message: `Invalid '${field}': expected one of ${expected.join("|")}`,
    field,
    expected,
    ...(near ? { details: { did_you_mean: near } } : {}),
  });
}

const TYPES: Readonly<Record<string, string>> = {
  integer: "a whole number",
  number: "a number",
  boolean: "true or false",
  array: "a list",
  object: "an object",
  string: "a text",
  null: "null",
};

function wording(error: ErrorObject): string {
  const limit = String(error.params["limit"]);
  switch (error.keyword) {
    case "type":
      return `expected ${[error.params["type"]]
        .flat()
        .map((type) => TYPES[String(type)] ?? String(type))
        .join(" or ")}`;
    case "minimum":
      return `expected ${limit} or more`;
    case "maximum":
      return `expected ${limit} or less`;
    default:
      return "this value is not taken here";
  }
}

/** `/status/0` as `status`: positions help nobody who sent one list. */
function fieldOf(error: ErrorObject): string {
  return error.instancePath
    .split("/")
    .filter((part) => part !== "" && !/^\d+$/.test(part))
    .join(".");
}
