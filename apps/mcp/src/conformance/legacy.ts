import type { Connection } from "@hawkmoth/mcp/host";
import { legacyServer } from "@hawkmoth/mcp/sdk-v1";
import type { Surface } from "@hawkmoth/mcp/surface";
import type { Server } from "@modelcontextprotocol/sdk/server/index.js";
import { WebStandardStreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js";
import type { RequestHandlerExtra } from "@modelcontextprotocol/sdk/shared/protocol.js";
import {
  CallToolRequestSchema,
  CreateMessageResultSchema,
  ElicitResultSchema,
  ErrorCode,
  GetPromptRequestSchema,
  McpError,
  SetLevelRequestSchema,
  SubscribeRequestSchema,
  UnsubscribeRequestSchema,
  type ServerNotification,
  type ServerRequest,
} from "@modelcontextprotocol/sdk/types.js";
import { randomUUID } from "node:crypto";
import type { Eras } from "../exchange.ts";
import { fixturePrompt } from "./fixture-prompts.ts";
import { FIXTURE_TOOLS, type ClientLink } from "./fixture-tools.ts";

/**
 * The older protocols with sessions and streams, which the product does without: scenarios where a server asks its
 * client need both. Everything that is not asked goes through our own server of that era.
 */
export function legacySessions(host: Surface): Eras["legacy"] {
  const transports = new Map<string, WebStandardStreamableHTTPServerTransport>();
  return async (request, { connection, body }) => {
    const session = request.headers.get("mcp-session-id");
    const known = session === null ? undefined : transports.get(session);
    if (session !== null && !known) return new Response("There is no such session", { status: 404 });
    const transport = known ?? (await open(host, connection, transports));
    return await transport.handleRequest(request, { parsedBody: body });
  };
}

async function open(
  host: Surface,
  connection: Connection,
  transports: Map<string, WebStandardStreamableHTTPServerTransport>,
): Promise<WebStandardStreamableHTTPServerTransport> {
  const transport = new WebStandardStreamableHTTPServerTransport({
    sessionIdGenerator: randomUUID,
    onsessioninitialized: (id) => void transports.set(id, transport),
    onsessionclosed: (id) => void transports.delete(id),
  });
  await fixtureServer(host, connection).connect(transport);
  return transport;
}

function fixtureServer(host: Surface, connection: Connection): Server {
  const server = legacyServer({ host, connection });
  server.registerCapabilities({ logging: {}, resources: { subscribe: true } });
  server.setRequestHandler(SetLevelRequestSchema, () => ({}));
  server.setRequestHandler(SubscribeRequestSchema, () => ({}));
  server.setRequestHandler(UnsubscribeRequestSchema, () => ({}));
  server.setRequestHandler(CallToolRequestSchema, async ({ params }, extra) => {
    const fixture = FIXTURE_TOOLS.get(params.name);
    if (!fixture) throw new McpError(ErrorCode.InvalidParams, `There is no tool ${params.name}`);
    return await fixture.run(params.arguments ?? {}, linkOf(extra));
  });
  server.setRequestHandler(GetPromptRequestSchema, ({ params }) => {
    const prompt = fixturePrompt(params.name, params.arguments ?? {});
    if (!prompt) throw new McpError(ErrorCode.InvalidParams, `There is no prompt ${params.name}`);
    return prompt;
  });
  return server;
}

type Extra = RequestHandlerExtra<ServerRequest, ServerNotification>;

function linkOf({ _meta, sendNotification, sendRequest }: Extra): ClientLink {
  return {
    log: (data) => sendNotification({ method: "notifications/message", params: { level: "info", data } }),
    progress: async (progress) => {
      const progressToken = _meta?.progressToken;
      if (progressToken === undefined) return;
      await sendNotification({ method: "notifications/progress", params: { progressToken, progress, total: 100 } });
    },
    elicit: (message, form) =>
      sendRequest({ method: "elicitation/create", params: { message, requestedSchema: form } }, ElicitResultSchema),
    sample: async (prompt) => {
      const messages = [{ role: "user" as const, content: { type: "text" as const, text: prompt } }];
      const request = { method: "sampling/createMessage" as const, params: { messages, maxTokens: 100 } };
      const { content } = await sendRequest(request, CreateMessageResultSchema);
      return content.type === "text" ? content.text : content.type;
    },
  };
}
