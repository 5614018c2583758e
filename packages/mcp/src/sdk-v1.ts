import { Server } from "@modelcontextprotocol/sdk/server/index.js";
import {
  CallToolRequestSchema,
  CompleteRequestSchema,
  GetPromptRequestSchema,
  ListPromptsRequestSchema,
  ListResourcesRequestSchema,
  ListResourceTemplatesRequestSchema,
  ListToolsRequestSchema,
  ReadResourceRequestSchema,
} from "@modelcontextprotocol/sdk/types.js";
import {
  CAPABILITIES,
  connectionOf,
  NO_VALIDATOR,
  protocolFault,
  RESOURCE_NOT_FOUND,
  resourceFault,
  SERVER_INFO,
  type EraServerOptions,
} from "./era-server.ts";
import { INSTRUCTIONS } from "./instructions.ts";

/**
 * A server for the protocol revisions 2024-11-05 to 2025-11-25. It lives for one HTTP exchange and holds no state:
 * lists and schemas were computed when the host was made. Without a session nobody can be asked.
 */
export function legacyServer(options: EraServerOptions): Server {
  const { host } = options;
  const server = new Server(
    { ...SERVER_INFO, version: host.version },
    { capabilities: CAPABILITIES, instructions: INSTRUCTIONS, jsonSchemaValidator: NO_VALIDATOR },
  );
  const connection = () => connectionOf(options, server.getClientVersion());
  server.setRequestHandler(ListToolsRequestSchema, () =>
    orFault(async () => ({ tools: await host.list(connection()) })),
  );
  server.setRequestHandler(CallToolRequestSchema, ({ params }, { signal }) => {
    const call = { name: params.name, args: params.arguments, signal };
    return orFault(async () => ({ ...(await host.callWithConsent(connection(), call, null)) }));
  });
  setSurroundings(server, options, connection);
  return server;
}

function setSurroundings(server: Server, { host }: EraServerOptions, connection: () => EraServerOptions["connection"]) {
  server.setRequestHandler(ListResourcesRequestSchema, ({ params }) =>
    orFault(async () => ({ ...(await host.resources.list(connection(), params?.cursor ?? null)) })),
  );
  server.setRequestHandler(ListResourceTemplatesRequestSchema, () => ({
    resourceTemplates: [...host.resources.templates()],
  }));
  server.setRequestHandler(ReadResourceRequestSchema, ({ params }) =>
    orFault(
      async () => ({ contents: (await host.resources.read(connection(), params.uri)).contents }),
      (error) => resourceFault(error, params.uri, RESOURCE_NOT_FOUND.legacy),
    ),
  );
  server.setRequestHandler(ListPromptsRequestSchema, () => ({ prompts: [...host.prompts.list()] }));
  server.setRequestHandler(GetPromptRequestSchema, ({ params }) =>
    orFault(async () => ({ ...(await host.prompts.get(connection(), params.name, params.arguments ?? {})) })),
  );
  server.setRequestHandler(CompleteRequestSchema, ({ params }) =>
    orFault(async () => {
      const settled = params.context?.arguments ?? {};
      const completion = await host.complete(connection(), { ref: params.ref, argument: params.argument, settled });
      return { completion: { ...completion } };
    }),
  );
}

async function orFault<T>(answer: () => Promise<T>, faultOf = protocolFault): Promise<T> {
  try {
    return await answer();
  } catch (error) {
    const { code, message, data } = faultOf(error);
    // The SDK's own error class puts its name and the code in front of the message that clients read.
    throw Object.assign(new Error(message), { code, data });
  }
}
