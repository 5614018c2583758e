import { AppError, toAppError } from "@hawkmoth/domain/errors";
import { showsPages } from "./apps.ts";
import { toToolError, type ToolError } from "./errors.ts";
import type { Connection } from "./host.ts";
import { isRecord } from "./json-schema.ts";
import { clientHeader } from "./send.ts";
import type { Surface } from "./surface.ts";

/** How this server names itself to clients of both eras. */
export const SERVER_INFO = { name: "hawkmoth", title: "Hawkmoth" } as const;

/** What both eras serve. No list changes while a connection lasts, and nothing can be subscribed to. */
export const CAPABILITIES = { tools: {}, resources: {}, prompts: {}, completions: {} } as const;

/** What a server of either era is made of. */
export interface EraServerOptions {
  host: Surface;
  connection: Connection;
}

/** The connection with what the client told of itself, where the protocol has it tell. */
export function connectionOf(
  { connection }: EraServerOptions,
  client: { name: string; version?: string } | undefined,
  capabilities?: unknown,
): Connection {
  const told = showsPages(capabilities) ? { ...connection, shows_pages: true } : connection;
  if (!client) return told;
  const named = clientHeader(client.name, client.version) ?? connection.caller.client;
  return { ...told, caller: { ...connection.caller, client: named } };
}

/** A failure outside of a tool call as JSON-RPC carries it. */
export interface ProtocolFault {
  code: number;
  message: string;
  data: Record<string, unknown>;
}

const INVALID_PARAMS = -32_602;
const INTERNAL_ERROR = -32_603;
const REFUSED = -32_001;
/** How a protocol says that a resource is not there: the older ones by a code of its own. */
export const RESOURCE_NOT_FOUND = { legacy: -32_002, modern: INVALID_PARAMS } as const;

/** An error as JSON-RPC carries it, with the object of REST in its data. */
export function protocolFault(error: unknown): ProtocolFault {
  const known = toToolError(toAppError(error));
  return { code: codeOf(known), message: known.message, data: { error: known } };
}

function codeOf({ code }: ToolError): number {
  if (code === "INTERNAL" || code === "UNAVAILABLE") return INTERNAL_ERROR;
  return code === "INVALID_INPUT" || code === "NOT_FOUND" ? INVALID_PARAMS : REFUSED;
}

/** The failure to read a resource. What does not exist and what the caller may not see can't be told apart. */
export function resourceFault(error: unknown, uri: string, code: number): ProtocolFault {
  const isMissing = error instanceof AppError && (error.code === "NOT_FOUND" || error.code === "INVALID_INPUT");
  if (!isMissing) return protocolFault(error);
  return { code, message: "Resource not found", data: { uri } };
}

/** True when a client that says this of itself can show a form to its user. */
export function canElicit(capabilities: unknown): boolean {
  const elicitation = isRecord(capabilities) ? capabilities["elicitation"] : undefined;
  return isRecord(elicitation) && (isRecord(elicitation["form"]) || elicitation["url"] === undefined);
}

/**
 * Both SDKs make a schema compiler for each server to check what people fill in, which costs more than the rest of a
 * request. People are asked for their consent and for nothing else, so there is nothing to check.
 */
export const NO_VALIDATOR = {
  getValidator: () => () => ({ valid: false as const, data: undefined, errorMessage: "Nothing is asked for." }),
};
