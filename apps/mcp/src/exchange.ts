import { AppError } from "@hawkmoth/domain/errors";
import type { Connection } from "@hawkmoth/mcp/host";
import { legacyServer } from "@hawkmoth/mcp/sdk-v1";
import { modernServer } from "@hawkmoth/mcp/sdk-v2";
import type { Surface } from "@hawkmoth/mcp/surface";
import { toNodeHandler, toWebRequest } from "@modelcontextprotocol/node";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";
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
  legacy: ExchangeHandler;
}

/** Both eras over one surface, without any state. */
export function statelessEras(host: Surface): Eras {
  return {
    modern: ({ connection }) => modernServer({ host, connection }),
    legacy: async (request, response, { connection, body }) => {
      const server = legacyServer({ host, connection });
      const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined, enableJsonResponse: true });
      response.on("close", () => {
        void transport.close();
        void server.close();
      });
      await server.connect(transport);
      await transport.handleRequest(request, response, body);
    },
  };
}

/** Sends a request to the SDK of its era. The modern one asks for a server per request and gets its connection back. */
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
    const { body } = exchange;
    if (await isLegacyRequest(await toWebRequest(request, body), body)) {
      await eras.legacy(request, response, exchange);
      return;
    }
    const handler = toNodeHandler({
      fetch: (web, extra) => {
        exchanges.set(web, exchange);
        return modern.fetch(web, extra);
      },
    });
    await handler(request, response, body);
  };
}
