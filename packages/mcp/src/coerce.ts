import { isNullable, isRecord, isTime, withoutNull, type JsonSchema } from "./json-schema.ts";

/** Stands for an argument that was given but says nothing. */
const ABSENT = Symbol("absent");

/** Arguments that name something or go on with it. An empty one can't be meant, where an empty text can. */
const NAMING =
  /(?:^|_)(?:ids?|key|token|cursor)$|^(?:cursor|ticketId|projectId|reply_to|duplicate_of|url|color|label_name|actor|tool|operation|result_code)$/;

const YES = new Set(["true", "1", "yes", "on"]);
const NO = new Set(["false", "0", "no", "off"]);

/**
 * Arguments as their schema wants them, where what was given can only mean one thing: lists and objects sent as JSON
 * text, numbers and switches sent as text, one value for a list of one, days without a time. Null is left out unless
 * the schema takes it, and so is an empty text unless the field holds text. Whatever fits its schema stays as it is.
 */
export function coercedArguments(
  given: Readonly<Record<string, unknown>>,
  schema: JsonSchema,
): Record<string, unknown> {
  const { properties = {} } = withoutNull(schema);
  const entries = Object.entries(given).flatMap(([name, value]): [string, unknown][] => {
    const known = Object.hasOwn(properties, name) ? properties[name] : undefined;
    const coerced = known ? coercedValue(value, known, name) : value;
    return coerced === ABSENT ? [] : [[name, coerced]];
  });
  return Object.fromEntries(entries);
}

function coercedValue(value: unknown, schema: JsonSchema, name: string): unknown {
  if (value === undefined) return ABSENT;
  const bare = withoutNull(schema);
  if (value === null) return isNullable(schema) ? null : ABSENT;
  if (value === "" && !isText(bare, name)) return ABSENT;
  switch (bare.type) {
    case "array":
      return coercedList(value, bare.items ?? {}, name);
    case "object":
      return coercedObject(value, bare);
    case "integer":
    case "number":
      return toNumber(alone(value), bare.type);
    case "boolean":
      return toSwitch(alone(value));
    case "string":
      return toText(alone(value), bare);
    default:
      return value;
  }
}

/** True for what people write in words; an empty one is a value like any other. */
function isText(schema: JsonSchema, name: string): boolean {
  return schema.type === "string" && !schema.enum && !isTime(schema) && !NAMING.test(name);
}

function coercedList(value: unknown, items: JsonSchema, name: string): unknown {
  const list = listOf(value, items);
  if (!Array.isArray(list)) return list;
  return list.map((item) => coercedValue(item, items, name)).filter((item) => item !== ABSENT);
}

/** A list, also one sent as JSON or, where an option can hold no comma, with commas; one value is a list of one. */
function listOf(value: unknown, items: JsonSchema): unknown {
  if (Array.isArray(value)) return value;
  if (typeof value !== "string") return [value];
  const parsed = parsedFrom(value, "[");
  if (Array.isArray(parsed)) return parsed;
  // A list in another notation is no name of a single thing.
  if (/^\s*\[\s*["']/.test(value)) return value;
  return items.enum ? value.split(",").map((item) => item.trim()) : [value];
}

function coercedObject(value: unknown, schema: JsonSchema): unknown {
  const object = typeof value === "string" ? (parsedFrom(value, "{") ?? value) : value;
  return isRecord(object) ? coercedArguments(object, schema) : object;
}

/** What a text holds in JSON, when that begins like a list or an object. */
function parsedFrom(text: string, opening: "[" | "{"): unknown {
  if (!text.trimStart().startsWith(opening)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Arguments that were sent as one JSON text; anything else as it is. */
export function argumentsFrom(given: unknown): unknown {
  return typeof given === "string" ? (parsedFrom(given, "{") ?? given) : given;
}

function alone(value: unknown): unknown {
  if (!Array.isArray(value) || value.length !== 1) return value;
  const [only]: unknown[] = value;
  return typeof only === "object" ? value : only;
}

function toNumber(value: unknown, type: "integer" | "number"): unknown {
  if (typeof value !== "string" || !/^\s*[+-]?\d{1,15}(?:\.\d{1,15})?\s*$/.test(value)) return value;
  const number = Number(value);
  return type === "integer" && !Number.isInteger(number) ? value : number;
}

function toSwitch(value: unknown): unknown {
  if (typeof value !== "string" && typeof value !== "number") return value;
  const word = String(value).trim().toLowerCase();
  if (YES.has(word)) return true;
  return NO.has(word) ? false : value;
}

function toText(value: unknown, schema: JsonSchema): unknown {
  if (typeof value === "boolean" || (typeof value === "number" && isExact(value))) return String(value);
  return typeof value === "string" && isTime(schema) ? toTime(value) : value;
}

/** A longer number has lost its last digits before it came here. */
function isExact(value: number): boolean {
  return Number.isInteger(value) ? Number.isSafeInteger(value) : Number.isFinite(value);
}

/** A day, or a time without a zone or in another one, as the time in UTC that it means; a day begins at midnight. */
function toTime(text: string): string {
  const [, day, time = "00:00", zone = "Z"] =
    /^\s*(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?))?\s*(Z|[+-]\d{2}:\d{2})?\s*$/i.exec(text) ??
    [];
  if (day === undefined) return text;
  const meant = `${day}T${time.length === 5 ? `${time}:00` : time}`;
  if (zone.toUpperCase() === "Z") return `${meant}Z`;
  const moment = Date.parse(`${meant}${zone}`);
  return Number.isNaN(moment) ? text : new Date(moment).toISOString();
}
