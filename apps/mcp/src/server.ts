import { ERRORS } from "@hawkmoth/domain/errors";
import { PROTOCOLS } from "@hawkmoth/mcp/host";
import { tolerantMessage } from "@hawkmoth/mcp/messages";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { refuse } from "./answer.ts";
import { bridgeHandler, isBridge } from "./bridge.ts";
import { admit, isStillAdmitted, refusedForScope, type ConnectionOptions } from "./connection.ts";
import { exchangeHandler, statelessEras, type Eras } from "./exchange.ts";
import { isHostAllowed, isOriginAllowed, type HostPolicy } from "./guards.ts";
import { BodyTooLarge, isEndpoint, isTooDeep, readBody } from "./request.ts";

const MAX_BATCH = 20;

/** What the HTTP server is made of. */
export interface HttpServerOptions extends ConnectionOptions {
  policy: HostPolicy;
  is_enabled: boolean;
  /** How the protocol eras are served, when it is not without state and by the host. */
  eras?: Eras;
  /** Gets what went wrong outside of tool calls; never a credential and no captured text. */
  log: (message: string) => void;
}

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** Serves both protocol eras at `POST /mcp` without any state, the bridge for those who speak REST, and `GET /health`. */
export function createHttpServer(options: HttpServerOptions): Server {
  const mcp = mcpHandler(options);
  return createServer((request, response) => {
    const path = (request.url ?? "/").split("?", 1)[0] ?? "/";
    if (path === "/health") return health(options, response);
    const handler = isBridge(path) ? bridgeHandler(options, path) : isEndpoint(path) && options.is_enabled ? mcp : null;
    if (!handler) return refuse(response, { status: 404, message: "Not found" });
    handler(request, response).catch((error: unknown) => {
      options.log(`request failed: ${error instanceof Error ? error.message : "unknown"}`);
      if (response.headersSent) response.destroy();
      else refuse(response, { status: 500, code: -32_603, message: ERRORS.INTERNAL.message });
    });
  });
}

/** Not reachable through the public origin: the gateway routes `/mcp` only. */
function health({ host, is_enabled, policy }: HttpServerOptions, response: ServerResponse): void {
  const facts = {
    status: "ok",
    version: host.version,
    is_enabled,
    allowed_hosts: [...new Set(policy.origins)],
    protocols: PROTOCOLS,
    tools_count: host.registry.size,
  };
  response.writeHead(200, { "content-type": "application/json", "cache-control": "no-store" });
  response.end(JSON.stringify(facts));
}

function mcpHandler(options: HttpServerOptions): Handler {
  const exchange = exchangeHandler(options.eras ?? statelessEras(options.host), options.log);
  return async (request, response) => {
    if (!isHostAllowed(request, options.policy))
      return refuse(response, { status: 403, message: "This host is not allowed" });
    if (!isOriginAllowed(request, options.policy))
      return refuse(response, { status: 403, message: "This origin is not allowed" });
    if (request.method !== "POST")
      return refuse(response, { status: 405, message: "Method not allowed", headers: { allow: "POST" } });
    if (!/^application\/json\s*(?:;|$)/i.test(request.headers["content-type"] ?? ""))
      return refuse(response, { status: 415, message: "Send application/json" });
    const admitted = await admit(request, response, options);
    if (!admitted) return;
    const body = await bodyOf(request, response);
    if (body === undefined) return;
    if (!(await isStillAdmitted(request, response, { options, admitted, body }))) return;
    if (refusedForScope(response, { request, admitted, body }, options)) return;
    await exchange(request, response, { connection: admitted.connection, body });
  };
}

/** The parsed body; undefined after a refusal was sent. */
async function bodyOf(request: IncomingMessage, response: ServerResponse): Promise<unknown> {
  try {
    const body: unknown = JSON.parse(await readBody(request));
    const isBatch = Array.isArray(body) && body.length > MAX_BATCH;
    if (!isBatch && !isTooDeep(body)) return tolerantMessage(body);
    const message = isBatch ? `A batch holds at most ${MAX_BATCH} messages` : "The message is nested too deeply";
    refuse(response, { status: 400, code: -32_600, message });
  } catch (error) {
    if (error instanceof BodyTooLarge)
      refuse(response, { status: 413, message: "The body is larger than 1 MB", headers: { connection: "close" } });
    else refuse(response, { status: 400, code: -32_700, message: "Parse error" });
  }
  return undefined;
}
