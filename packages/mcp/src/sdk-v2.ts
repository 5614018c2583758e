import { ProtocolError, Server } from "@modelcontextprotocol/server";
import { connectionOf, NO_VALIDATOR, protocolFault, SERVER_INFO, type EraServerOptions } from "./era-server.ts";
import { INSTRUCTIONS } from "./instructions.ts";

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
  const connection = () => connectionOf(options, server.getClientVersion());
  server.setRequestHandler("tools/list", async () => {
    try {
      return { tools: await host.list(connection()) };
    } catch (error) {
      const { code, message, data } = protocolFault(error);
      throw new ProtocolError(code, message, data);
    }
  });
  server.setRequestHandler("tools/call", async ({ params }, { mcpReq }) => ({
    ...(await host.call(connection(), { name: params.name, args: params.arguments, signal: mcpReq.signal })),
  }));
  return server;
}
