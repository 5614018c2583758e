import { Server } from "@modelcontextprotocol/sdk/server/index.js";
import { CallToolRequestSchema, ListToolsRequestSchema, McpError } from "@modelcontextprotocol/sdk/types.js";
import { connectionOf, NO_VALIDATOR, protocolFault, SERVER_INFO, type EraServerOptions } from "./era-server.ts";
import { INSTRUCTIONS } from "./instructions.ts";

/**
 * A server for the protocol revisions 2024-11-05 to 2025-11-25. It lives for one HTTP exchange and holds no state:
 * lists and schemas were computed when the host was made.
 */
export function legacyServer(options: EraServerOptions): Server {
  const { host } = options;
  const server = new Server(
    { ...SERVER_INFO, version: host.version },
    { capabilities: { tools: {} }, instructions: INSTRUCTIONS, jsonSchemaValidator: NO_VALIDATOR },
  );
  const connection = () => connectionOf(options, server.getClientVersion());
  server.setRequestHandler(ListToolsRequestSchema, async () => {
    try {
      return { tools: await host.list(connection()) };
    } catch (error) {
      const { code, message, data } = protocolFault(error);
      throw new McpError(code, message, data);
    }
  });
  server.setRequestHandler(CallToolRequestSchema, async ({ params }, { signal }) => ({
    ...(await host.call(connection(), { name: params.name, args: params.arguments, signal })),
  }));
  return server;
}
