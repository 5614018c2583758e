import { AppError } from "@hawkmoth/domain/errors";
import type { Connection, ToolHost } from "@hawkmoth/mcp/host";
import { legacyServer } from "@hawkmoth/mcp/sdk-v1";
import { modernServer } from "@hawkmoth/mcp/sdk-v2";
import { toNodeHandler, toWebRequest } from "@modelcontextprotocol/node";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";
import { createMcpHandler, isLegacyRequest } from "@modelcontextprotocol/server";
import type { IncomingMessage, ServerResponse } from "node:http";

/** A request that was let in: for whom, and its parsed body. */
export interface Exchange {
  connection: Connection;
  body: unknown;
}

/** Answers a request that was let in. */
export type ExchangeHandler = (request: IncomingMessage, response: ServerResponse, exchange: Exchange) => Promise<void>;

/** Sends a request to the SDK of its era. The modern one asks for a server per request and gets its connection back. */
export function exchangeHandler(host: ToolHost, log: (message: string) => void): ExchangeHandler {
  const connections = new WeakMap<Request, Connection>();
  const modern = createMcpHandler(
    ({ requestInfo }) => {
      const connection = requestInfo && connections.get(requestInfo);
      if (!connection) throw new AppError("INTERNAL", { cause: "no connection for the request" });
      return modernServer({ host, connection });
    },
    { legacy: "reject", onerror: (error) => log(error.message), maxSubscriptions: 64 },
  );
  return async (request, response, { connection, body }) => {
    if (await isLegacyRequest(await toWebRequest(request, body), body)) {
      await serveLegacy(request, response, { server: legacyServer({ host, connection }), body });
      return;
    }
    const handler = toNodeHandler({
      fetch: (web, extra) => {
        connections.set(web, connection);
        return modern.fetch(web, extra);
      },
    });
    await handler(request, response, body);
  };
}

async function serveLegacy(
  request: IncomingMessage,
  response: ServerResponse,
  { server, body }: { server: ReturnType<typeof legacyServer>; body: unknown },
): Promise<void> {
  const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined, enableJsonResponse: true });
  response.on("close", () => {
    void transport.close();
    void server.close();
  });
  await server.connect(transport);
  await transport.handleRequest(request, response, body);
}
