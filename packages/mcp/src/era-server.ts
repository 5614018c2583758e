import { AppError } from "@hawkmoth/domain/errors";
import { toToolError, type ToolError } from "./errors.ts";
import type { Connection, ToolHost } from "./host.ts";
import { clientHeader } from "./send.ts";

/** How this server names itself to clients of both eras. */
export const SERVER_INFO = { name: "hawkmoth", title: "Hawkmoth" } as const;

/** What a server of either era is made of. */
export interface EraServerOptions {
  host: ToolHost;
  connection: Connection;
}

/** The connection with the client's name and version, where the protocol told them. */
export function connectionOf(
  options: EraServerOptions,
  client: { name: string; version?: string } | undefined,
): Connection {
  const { connection } = options;
  if (!client) return connection;
  const named = clientHeader(client.name, client.version) ?? connection.caller.client;
  return { ...connection, caller: { ...connection.caller, client: named } };
}

/** A failure outside of a tool call as JSON-RPC carries it. */
export function protocolFault(error: unknown): { code: number; message: string; data: { error: ToolError } } {
  const known = toToolError(error instanceof AppError ? error : new AppError("INTERNAL", { cause: error }));
  return { code: known.code === "INTERNAL" ? -32_603 : -32_001, message: known.message, data: { error: known } };
}

/**
 * Both SDKs make a schema compiler for each server to check answers to elicitations, which costs more than the rest
 * of a request. Nothing is elicited, so there is nothing to check.
 */
export const NO_VALIDATOR = {
  getValidator: () => () => ({ valid: false as const, data: undefined, errorMessage: "Nothing is elicited here." }),
};
