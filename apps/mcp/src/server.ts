import { AppError, ERRORS } from "@hawkmoth/domain/errors";
import { protocolFault } from "@hawkmoth/mcp/era-server";
import type { Connection, ToolHost } from "@hawkmoth/mcp/host";
import { legacyServer } from "@hawkmoth/mcp/sdk-v1";
import { modernServer } from "@hawkmoth/mcp/sdk-v2";
import { clientHeader } from "@hawkmoth/mcp/send";
import { toNodeHandler, toWebRequest } from "@modelcontextprotocol/node";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";
import { createMcpHandler, isLegacyRequest } from "@modelcontextprotocol/server";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { refuse } from "./answer.ts";
import { isHostAllowed, isOriginAllowed, type HostPolicy } from "./guards.ts";
import { BodyTooLarge, callerAddress, clientOf, credentialOf, readBody, selectionOf } from "./request.ts";

const MAX_BATCH = 50;
const CHALLENGE = 'Bearer realm="hawkmoth"';

/** What the HTTP server is made of. */
export interface HttpServerOptions {
  host: ToolHost;
  policy: HostPolicy;
  is_enabled: boolean;
  trusted_proxies: readonly string[];
  /** Gets what went wrong outside of tool calls; never a credential and no captured text. */
  log: (message: string) => void;
}

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** Serves both protocol eras at `POST /mcp` without any state, and `GET /health`. */
export function createHttpServer(options: HttpServerOptions): Server {
  const mcp = mcpHandler(options);
  return createServer((request, response) => {
    const path = (request.url ?? "/").split("?", 1)[0];
    if (path === "/health") return health(options, response);
    if (!options.is_enabled || (path !== "/mcp" && path !== "/mcp/"))
      return refuse(response, { status: 404, message: "Not found" });
    mcp(request, response).catch((error: unknown) => {
      options.log(`request failed: ${error instanceof Error ? error.message : "unknown"}`);
      if (response.headersSent) response.destroy();
      else refuse(response, { status: 500, code: -32_603, message: ERRORS.INTERNAL.message });
    });
  });
}

function health({ host, is_enabled }: HttpServerOptions, response: ServerResponse): void {
  response.writeHead(200, { "content-type": "application/json", "cache-control": "no-store" });
  response.end(JSON.stringify({ status: "ok", version: host.version, is_enabled }));
}

function mcpHandler(options: HttpServerOptions): Handler {
  const exchange = exchangeHandler(options);
  return async (request, response) => {
    if (!isHostAllowed(request, options.policy))
      return refuse(response, { status: 403, message: "This host is not allowed" });
    if (!isOriginAllowed(request, options.policy))
      return refuse(response, { status: 403, message: "This origin is not allowed" });
    if (request.method !== "POST")
      return refuse(response, { status: 405, message: "Method not allowed", headers: { allow: "POST" } });
    if (!/^application\/json\s*(?:;|$)/i.test(request.headers["content-type"] ?? ""))
      return refuse(response, { status: 415, message: "Send application/json" });
    const connection = await connectionOf(request, response, options);
    if (!connection) return;
    const body = await bodyOf(request, response);
    if (body !== undefined) await exchange(request, response, { connection, body });
  };
}

/** The connection of a request whose credential the API accepts; null after a refusal was sent. */
async function connectionOf(
  request: IncomingMessage,
  response: ServerResponse,
  options: HttpServerOptions,
): Promise<Connection | null> {
  const credential = credentialOf(request);
  if (credential === null) {
    refuseWith(response, new AppError("UNAUTHENTICATED"), CHALLENGE);
    return null;
  }
  const client = clientOf(request);
  const caller = {
    credential,
    client: client && clientHeader(client.name, client.version),
    ip: callerAddress(request, options.trusted_proxies),
  };
  try {
    const selection = selectionOf(request, options.host.registry);
    await options.host.standing(caller);
    return { caller, selection };
  } catch (error) {
    refuseWith(response, error, `${CHALLENGE}, error="invalid_token"`);
    return null;
  }
}

function refuseWith(response: ServerResponse, error: unknown, challenge: string): void {
  const { code, message, data } = protocolFault(error);
  const status = error instanceof AppError ? error.status : 500;
  const headers: Record<string, string> = status === 401 ? { "www-authenticate": challenge } : {};
  // The API being out of reach is a matter of time, which 503 says and 500 does not.
  refuse(response, { status: status === 500 ? 503 : status, code, message, data, headers });
}

/** The parsed body; undefined after a refusal was sent. */
async function bodyOf(request: IncomingMessage, response: ServerResponse): Promise<unknown> {
  try {
    const body: unknown = JSON.parse(await readBody(request));
    if (!Array.isArray(body) || body.length <= MAX_BATCH) return body;
    refuse(response, { status: 400, code: -32_600, message: `A batch holds at most ${MAX_BATCH} messages` });
  } catch (error) {
    if (error instanceof BodyTooLarge)
      refuse(response, { status: 413, message: "The body is larger than 1 MB", headers: { connection: "close" } });
    else refuse(response, { status: 400, code: -32_700, message: "Parse error" });
  }
  return undefined;
}

interface Exchange {
  connection: Connection;
  body: unknown;
}

type ExchangeHandler = (request: IncomingMessage, response: ServerResponse, exchange: Exchange) => Promise<void>;

/** Sends a request to the SDK of its era. The modern one asks for a server per request and gets its connection back. */
function exchangeHandler({ host, log }: HttpServerOptions): ExchangeHandler {
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
