import { isSecretKey } from "@hawkmoth/domain/capture/secret-keys";
import { REDACTED } from "@hawkmoth/domain/capture/secret-shapes";
import { isElement } from "../dom.ts";

const MAX_TEXT = 10_000;
const MAX_DEPTH = 4;
const MAX_ITEMS = 50;

/** Joins console arguments as the console would show them, format directives included. */
export function formatArguments(args: readonly unknown[]): string {
  const [first, ...rest] = args;
  const parts: string[] = [];
  let remaining: unknown[] = [...args];
  if (typeof first === "string" && first.includes("%")) {
    remaining = rest;
    parts.push(
      first.replace(/%[sdifoOc%]/g, (directive) => {
        if (directive === "%%") return "%";
        if (remaining.length === 0) return directive;
        const value = remaining.shift();
        return directive === "%c" ? "" : formatValue(value);
      }),
    );
  }
  for (const value of remaining) parts.push(formatValue(value));
  const text = parts.join(" ");
  return text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT - 1)}…` : text;
}

/** One value as text. Getters of the page are never run. */
export function formatValue(value: unknown): string {
  if (typeof value === "string") return value;
  try {
    return describe(value, 0, new Set());
  } catch {
    return "[unreadable]";
  }
}

function describe(value: unknown, depth: number, seen: Set<object>): string {
  if (typeof value === "string") return JSON.stringify(value.length > 2000 ? `${value.slice(0, 2000)}…` : value);
  if (typeof value === "function") return `ƒ ${value.name}()`;
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value !== "object" || value === null) return String(value);
  if (value instanceof Error) return value.stack ?? `${value.name}: ${value.message}`;
  if (isElement(value)) return `<${value.localName}${value.id ? `#${value.id}` : ""}>`;
  if (value instanceof Date || value instanceof RegExp) return String(value);
  if (seen.has(value)) return "[circular]";
  if (depth >= MAX_DEPTH) return Array.isArray(value) ? "[…]" : "{…}";
  seen.add(value);
  const text = describeObject(value, depth, seen);
  seen.delete(value);
  return text;
}

function describeObject(value: object, depth: number, seen: Set<object>): string {
  if (Array.isArray(value)) return `[${describeList(value, depth, seen)}]`;
  if (value instanceof Set || value instanceof Map) return `{${describeList([...value], depth, seen)}}`;
  const keys = Object.keys(value);
  const pairs = keys
    .slice(0, MAX_ITEMS)
    .map((key) => `${JSON.stringify(key)}:${describeProperty(value, key, { depth, seen })}`);
  if (keys.length > MAX_ITEMS) pairs.push("…");
  return `{${pairs.join(",")}}`;
}

function describeProperty(owner: object, key: string, place: { depth: number; seen: Set<object> }): string {
  const descriptor = Object.getOwnPropertyDescriptor(owner, key);
  if (!descriptor || descriptor.get) return "[getter]";
  const value: unknown = descriptor.value;
  if (isSecretKey(key) && value !== null && typeof value !== "boolean" && value !== undefined) return `"${REDACTED}"`;
  return describe(value, place.depth + 1, place.seen);
}

function describeList(items: readonly unknown[], depth: number, seen: Set<object>): string {
  const shown = items.slice(0, MAX_ITEMS).map((item) => describe(item, depth + 1, seen));
  if (items.length > MAX_ITEMS) shown.push(`… ${items.length - MAX_ITEMS} more`);
  return shown.join(",");
}
