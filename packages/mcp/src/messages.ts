import { argumentsFrom } from "./coerce.ts";
import { isRecord } from "./json-schema.ts";

const INVALID_PARAMS = -32_602;
const INTERNAL_ERROR = -32_603;

/** Parameters that a client may send as null for nothing. */
const OPTIONAL = ["_meta", "cursor", "arguments", "context"] as const;

/** A JSON-RPC message, or a batch, without what can only stand for nothing; everything else as it is. */
export function tolerantMessage(message: unknown): unknown {
  if (Array.isArray(message)) return message.map(tolerantMessage);
  if (!isRecord(message) || typeof message["method"] !== "string") return message;
  const { params, ...rest } = message;
  if (params === null) return rest;
  if (!isRecord(params)) return message;
  return { ...rest, params: tolerantParams(message["method"], params) };
}

function tolerantParams(method: string, params: Record<string, unknown>): Record<string, unknown> {
  const given = Object.entries(params).filter(
    ([name, value]) => value !== null || !OPTIONAL.some((optional) => optional === name),
  );
  const kept = Object.fromEntries(given);
  const { arguments: args } = kept;
  if (method === "tools/call" && typeof args === "string") return { ...kept, arguments: argumentsFrom(args) };
  if (method === "prompts/get" && isRecord(args)) return { ...kept, arguments: asTexts(args) };
  return method === "initialize" ? { capabilities: {}, ...withoutNulls(kept) } : kept;
}

/** Arguments of prompts are texts; a number or a switch can only mean its digits or its word. */
function asTexts(args: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(withoutNulls(args)).map(([name, value]) => [
      name,
      typeof value === "number" || typeof value === "boolean" ? String(value) : value,
    ]),
  );
}

function withoutNulls(record: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== null));
}

/** Names the protocol version in each message of clients of 2026, which have no handshake. */
const VERSION_KEY = "io.modelcontextprotocol/protocolVersion";

/** True for the first message of a client of 2024 or 2025, which agrees on a version with the server. */
export function isHandshake(message: unknown): boolean {
  if (!isRecord(message) || message["method"] !== "initialize") return false;
  const meta = isRecord(message["params"]) ? message["params"]["_meta"] : null;
  return !isRecord(meta) || meta[VERSION_KEY] === undefined;
}

/** A JSON-RPC answer whose error says in plain words what the SDK found; every other answer as it is. */
export function plainAnswer<T>(answer: T): T {
  if (!isRecord(answer) || !isRecord(answer["error"])) return answer;
  const { code, message } = answer["error"];
  if (typeof message !== "string") return answer;
  const issue = firstIssue(message);
  const plain = issue ?? message.replace(/^(?:MCP error -?\d+: |Bad Request: )+/, "");
  const own = issue !== null && code === INTERNAL_ERROR ? INVALID_PARAMS : code;
  return { ...answer, error: { ...answer["error"], code: own, message: plain } };
}

/** What is wrong first in the list of faults that a schema library makes; null when the message is no such list. */
function firstIssue(message: string): string | null {
  const [, json] = /^(?:Invalid [\w/]{1,60} request: )?(\[[^]*\])$/.exec(message) ?? [];
  if (json === undefined) return null;
  try {
    const issues: unknown = JSON.parse(json);
    const issue: unknown = Array.isArray(issues) ? issues[0] : null;
    return isRecord(issue) ? wordsOf(issue) : null;
  } catch {
    return null;
  }
}

const TYPES: Readonly<Record<string, string>> = { string: "a text", record: "an object", object: "an object" };

function wordsOf({ path, expected, message }: Record<string, unknown>): string {
  const steps = Array.isArray(path) ? path.filter((step) => step !== "params") : [];
  const field = steps.map(String).join(".") || "params";
  if (String(message).endsWith("received undefined")) return `Missing '${field}'`;
  const type = typeof expected === "string" ? (TYPES[expected] ?? expected) : null;
  return type === null ? `Invalid '${field}'` : `Invalid '${field}': expected ${type}`;
}
