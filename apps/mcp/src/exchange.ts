import { AppError } from "@hawkmoth/domain/errors";
import type { Connection } from "@hawkmoth/mcp/host";
import { legacyServer } from "@hawkmoth/mcp/sdk-v1";
import { isHandshake, plainAnswer } from "@hawkmoth/mcp/messages";
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
      fetch: async (given, extra) => {
        const web = tolerantRequest(given, exchange.body);
        if (await isLegacyRequest(web, exchange.body)) return await plainResponse(await eras.legacy(web, exchange));
        exchanges.set(web, exchange);
        return await plainResponse(await modern.fetch(web, extra));
      },
    });
    await handler(request, response, exchange.body);
  };
}

const ACCEPTED = "application/json, text/event-stream";

/**
 * The request without what decides nothing: all answers are JSON, whatever a client says that it accepts, and a
 * handshake agrees on a version, so that it can't be bound to one yet.
 */
function tolerantRequest(request: Request, body: unknown): Request {
  const headers = new Headers(request.headers);
  headers.set("accept", ACCEPTED);
  if (isHandshake(body)) headers.delete("mcp-protocol-version");
  const { url, method, signal } = request;
  return new Request(url, { method, headers, signal });
}

/** The response with errors of the SDK in plain words; tool results pass as they are. */
async function plainResponse(response: Response): Promise<Response> {
  const { status, headers, body } = response;
  if (body === null || !/^application\/json\b/.test(headers.get("content-type") ?? "")) return response;
  const text = await response.text();
  return new Response(isFault(text) ? plainText(text) : text, { status, headers });
}

/** Quotes inside of a result are escaped, so that this is the message's own error. */
function isFault(text: string): boolean {
  return text.includes('"error":{"code":');
}

function plainText(text: string): string {
  const answer: unknown = JSON.parse(text);
  return JSON.stringify(Array.isArray(answer) ? answer.map(plainAnswer) : plainAnswer(answer));
}
