import operations from "@hawkmoth/client/operations.json" with { type: "json" };
import { createHost } from "@hawkmoth/mcp/host";
import { buildRegistry } from "@hawkmoth/mcp/registry";
import type { RestServer } from "@hawkmoth/mcp/testing/rest-server";
import { hostPolicy } from "../guards.ts";
import { reachApi } from "../reach-api.ts";
import { createHttpServer } from "../server.ts";

/** Public origin that the server believes to have. */
export const PUBLIC_ORIGIN = "http://localhost:3000";

/** A server of `POST /mcp` on a free port. */
export interface McpServer {
  origin: string;
  /** Sends a body as most clients would, with a good key unless the headers say otherwise. */
  post: (body: unknown, headers?: Record<string, string>) => Promise<Response>;
  close: () => Promise<void>;
}

/** Starts the HTTP server in front of a stand-in for the API. */
export async function startMcpServer(rest: RestServer, is_enabled = true): Promise<McpServer> {
  const host = createHost({
    registry: buildRegistry(operations),
    api: { origin: rest.origin, fetch: reachApi },
    version: "0.1.0",
    own_origin: PUBLIC_ORIGIN,
  });
  const server = createHttpServer({
    host,
    public_origin: PUBLIC_ORIGIN,
    policy: hostPolicy([], PUBLIC_ORIGIN),
    is_enabled,
    trusted_proxies: [],
    log: () => {},
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const origin = `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
  return {
    origin,
    post: (body, headers = {}) => post(`${origin}/mcp`, body, headers),
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function post(url: string, body: unknown, headers: Record<string, string>): Promise<Response> {
  return fetch(url, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      accept: "application/json, text/event-stream",
      authorization: "Bearer hm_key_mara",
      ...headers,
    },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
}
