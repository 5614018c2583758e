import { AppError } from "@hawkmoth/domain/errors";
import { nearestName } from "@hawkmoth/domain/search/nearest";
import { isStorable } from "@hawkmoth/domain/storable";
import { z } from "zod";

const MAX_DEPTH = 40;

/** The schema inside optional, nullable, default and preprocess wrappers. */
export function unwrap(schema: z.core.$ZodType): z.core.$ZodType {
  if (schema instanceof z.ZodPipe) return unwrap(schema.out);
  if (
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault ||
    schema instanceof z.ZodReadonly
  )
    return unwrap(schema.unwrap());
  return schema;
}

function invalid(field: string, message: string): AppError {
  return new AppError("INVALID_INPUT", { message: `Invalid '${field}': ${message}`, field });
}

/** Postgres can't hold U+0000 or half a character, so no field may. @throws INVALID_INPUT, also for nesting no schema of ours needs. */
export function refuseUnstorable(value: unknown, path: readonly string[] = []): void {
  const field = path.filter((part) => part !== "[]").join(".") || "input";
  if (path.length > MAX_DEPTH) throw new AppError("INVALID_INPUT", { message: "The input is nested too deeply." });
  if (typeof value === "string") refuseText(value, field);
  if (Array.isArray(value)) for (const item of value) refuseUnstorable(item, [...path, "[]"]);
  else if (typeof value === "object" && value !== null)
    for (const [key, item] of Object.entries(value)) {
      refuseText(key, field);
      refuseUnstorable(item, [...path, key]);
    }
}

function refuseText(text: string, field: string): void {
  if (isStorable(text)) return;
  const what = text.includes("\0") ? "a NUL character" : "half a character (a lone UTF-16 surrogate)";
  throw invalid(field, `must not contain ${what}`);
}

function unknownField(key: string, path: readonly string[], known: readonly string[]): AppError {
  const near = nearestName(key, known);
  return new AppError("INVALID_INPUT", {
    message: `Unknown field '${[...path, key].join(".")}'${near ? `: did you mean '${near}'?` : ""}`,
    field: [...path, key].join("."),
    hint: known.length > 0 ? `Known fields: ${known.join(", ")}` : "This call takes no fields.",
    ...(near ? { details: { did_you_mean: near } } : {}),
  });
}

/** Stops fields that a schema does not know, at any depth. @throws INVALID_INPUT naming the field and the nearest known one. */
export function refuseUnknown(schema: z.core.$ZodType, value: unknown, path: readonly string[] = []): void {
  if (path.length > MAX_DEPTH) throw new AppError("INVALID_INPUT", { message: "The input is nested too deeply." });
  const inner = unwrap(schema);
  if (inner instanceof z.ZodArray && Array.isArray(value)) {
    for (const item of value) refuseUnknown(inner.element, item, path);
    return;
  }
  if (!(inner instanceof z.ZodObject) || typeof value !== "object" || value === null || Array.isArray(value)) return;
  const isLoose = inner.def.catchall !== undefined && !(inner.def.catchall instanceof z.ZodNever);
  const known = Object.keys(inner.shape);
  for (const [key, item] of Object.entries(value)) {
    const field: unknown = Object.hasOwn(inner.shape, key) ? inner.shape[key] : undefined;
    if (field instanceof z.ZodType) refuseUnknown(field, item, [...path, key]);
    else if (!isLoose) throw unknownField(key, path, known);
  }
}

/** Fields that say what a change is about, guard it or prove who makes it, and are no change themselves. */
const NO_CHANGE = new Set(["if_version", "dry_run", "lease_token", "confirm_token"]);
/** Lists that add to others and take from them: an empty one changes nothing. */
const ADDITIONS = new Set(["label_add", "label_remove"]);

/** Stops a change of what a path names that names nothing to change. @throws INVALID_INPUT */
export function refuseEmptyChange(input: unknown, path: string): void {
  if (typeof input !== "object" || input === null || Array.isArray(input)) return;
  const named = Object.entries(input).filter(
    ([name, value]) =>
      value !== undefined &&
      !path.includes(`{${name}}`) &&
      !NO_CHANGE.has(name) &&
      !(ADDITIONS.has(name) && isEmpty(value)),
  );
  if (named.length > 0) return;
  throw new AppError("INVALID_INPUT", { message: "Name at least one field to change; nothing was changed." });
}

function isEmpty(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

function canonicalOption(schema: z.core.$ZodType, text: string): string | null {
  if (!(schema instanceof z.ZodEnum) && !(schema instanceof z.ZodLiteral)) return null;
  const options = schema instanceof z.ZodEnum ? schema.options : [...schema.values];
  const match = options.find((option) => String(option).toLowerCase() === text.trim().toLowerCase());
  return match === undefined ? null : String(match);
}

function scalarFromText(schema: z.core.$ZodType, text: string): unknown {
  if (schema instanceof z.ZodNumber) {
    const number = Number(text);
    return text.trim() === "" || Number.isNaN(number) ? text : number;
  }
  if (schema instanceof z.ZodBoolean) {
    if (/^(true|1|yes)$/i.test(text)) return true;
    return /^(false|0|no)$/i.test(text) ? false : text;
  }
  return canonicalOption(schema, text) ?? text;
}

/** Reads the texts of one query parameter as the value its schema wants; what does not fit stays text for zod to refuse. */
export function fromText(schema: z.core.$ZodType, field: string, texts: readonly string[]): unknown {
  const inner = unwrap(schema);
  if (inner instanceof z.ZodArray) {
    const element = unwrap(inner.element);
    const isList = element instanceof z.ZodEnum || element instanceof z.ZodNumber;
    const items = isList ? texts.flatMap((text) => text.split(",").filter((part) => part.trim() !== "")) : texts;
    return items.map((item) => scalarFromText(element, item));
  }
  const [text, ...more] = texts;
  if (more.length > 0) throw invalid(field, "give it once");
  return scalarFromText(inner, text ?? "");
}

/** Fields of a body with the options of an enum read in any case; the rest as it is. */
export function inAnyCase(
  shape: Readonly<Record<string, unknown>>,
  body: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(body).map(([name, value]): [string, unknown] => {
      const schema = Object.hasOwn(shape, name) ? shape[name] : undefined;
      return [name, typeof value === "string" && schema instanceof z.ZodType ? fromText(schema, name, [value]) : value];
    }),
  );
}
