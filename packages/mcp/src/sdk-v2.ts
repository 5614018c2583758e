import { CLIENT_INFO_META_KEY, ProtocolError, Server, type ServerContext } from "@modelcontextprotocol/server";
import { connectionOf, NO_VALIDATOR, protocolFault, SERVER_INFO, type EraServerOptions } from "./era-server.ts";
import { INSTRUCTIONS } from "./instructions.ts";
import { isRecord } from "./json-schema.ts";

/** How long clients of the 2026 era may keep what they got: the list depends on the credential, so it is private. */
const CACHE_HINTS = {
  "tools/list": { ttlMs: 300_000, cacheScope: "private" },
  "server/discover": { ttlMs: 3_600_000, cacheScope: "public" },
} as const;

/** A server for revision 2026-07-28, and over stdio for the older ones as well. */
export function modernServer(options: EraServerOptions): Server {
  const { host } = options;
  const server = new Server(
    { ...SERVER_INFO, version: host.version },
    {
      capabilities: { tools: {} },
      instructions: INSTRUCTIONS,
      cacheHints: CACHE_HINTS,
      jsonSchemaValidator: NO_VALIDATOR,
    },
  );
  // In this era each request says who sent it; older ones said so once, at initialize.
  const connection = ({ mcpReq }: ServerContext) =>
    connectionOf(options, clientIn(mcpReq.envelope) ?? server.getClientVersion());
  server.setRequestHandler("tools/list", async (_request, context) => {
    try {
      return { tools: await host.list(connection(context)) };
    } catch (error) {
      const { code, message, data } = protocolFault(error);
      throw new ProtocolError(code, message, data);
    }
  });
  server.setRequestHandler("tools/call", async ({ params }, context) => ({
    ...(await host.call(connection(context), {
      name: params.name,
      args: params.arguments,
      signal: context.mcpReq.signal,
    })),
  }));
  return server;
}

function clientIn(envelope: unknown): { name: string; version?: string } | undefined {
  const told = isRecord(envelope) ? envelope[CLIENT_INFO_META_KEY] : undefined;
  if (!isRecord(told) || typeof told["name"] !== "string") return undefined;
  return { name: told["name"], ...(typeof told["version"] === "string" ? { version: told["version"] } : {}) };
}
