import { AppError } from "@hawkmoth/domain/errors";
import type { Connection } from "@hawkmoth/mcp/host";
import { legacyServer } from "@hawkmoth/mcp/sdk-v1";
import { modernServer } from "@hawkmoth/mcp/sdk-v2";
import type { Surface } from "@hawkmoth/mcp/surface";
import { toNodeHandler } from "@modelcontextprotocol/node";
import { WebStandardStreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js";
import { createMcpHandler, isLegacyRequest, type McpServerFactory } from "@modelcontextprotocol/server";
import type { IncomingMessage, ServerResponse } from "node:http";

/** A request that was let in: for whom, and its parsed body. */
export interface Exchange {
  connection: Connection;
  body: unknown;
}

/** Answers a request that was let in. */
export type ExchangeHandler = (request: IncomingMessage, response: ServerResponse, exchange: Exchange) => Promise<void>;

/** How each protocol era is served. */
export interface Eras {
  /** Makes a server for one request. */
  modern: (exchange: Exchange) => ReturnType<McpServerFactory>;
  legacy: (request: Request, exchange: Exchange) => Promise<Response>;
}

/** Both eras over one surface, without any state. */
export function statelessEras(host: Surface): Eras {
  return {
    modern: ({ connection }) => modernServer({ host, connection }),
    legacy: async (request, { connection, body }) => {
      const server = legacyServer({ host, connection });
      const transport = new WebStandardStreamableHTTPServerTransport({ enableJsonResponse: true });
      const close = () => void server.close();
      request.signal.addEventListener("abort", close);
      await server.connect(transport);
      try {
        return await transport.handleRequest(request, { parsedBody: body });
      } finally {
        close();
      }
    },
  };
}

/**
 * Sends a request to the SDK of its era; both take the same web request, made once. The modern one asks for a server
 * per request and gets its connection back.
 */
export function exchangeHandler(eras: Eras, log: (message: string) => void): ExchangeHandler {
  const exchanges = new WeakMap<Request, Exchange>();
  const modern = createMcpHandler(
    ({ requestInfo }) => {
      const exchange = requestInfo && exchanges.get(requestInfo);
      if (!exchange) throw new AppError("INTERNAL", { cause: "no connection for the request" });
      return eras.modern(exchange);
    },
    { legacy: "reject", onerror: (error) => log(error.message), maxSubscriptions: 64 },
  );
  return async (request, response, exchange) => {
    const handler = toNodeHandler({
      fetch: async (web, extra) => {
        if (await isLegacyRequest(web, exchange.body)) return await eras.legacy(web, exchange);
        exchanges.set(web, exchange);
        return await modern.fetch(web, extra);
      },
    });
    await handler(request, response, exchange.body);
  };
}
