import { serve } from "@hono/node-server";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import { createInterface } from "node:readline";
import { afterAll } from "vitest";
import { z } from "zod";
import { ORIGIN, type TestServer } from "./server.ts";

const ROOT = resolve(import.meta.dirname, "../../../..");
const MODERN = "2026-07-28";

const Answer = z.object({ result: z.looseObject({}).optional(), error: z.looseObject({}).optional() });
/** What came back for one JSON-RPC request. */
type Answer = z.infer<typeof Answer>;

/** Sends one JSON-RPC request and gives its answer. */
export type Ask = (method: string, params?: Record<string, unknown>) => Promise<Answer>;

/** The API of a test listening on a port, which the MCP processes need; closed when the file is done. */
export async function listen({ app }: TestServer): Promise<string> {
  const http = serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" });
  if (!http.listening) await once(http, "listening");
  afterAll(() => void http.close());
  const address = http.address();
  return `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
}

function start(script: string, env: Record<string, string>, flags: readonly string[] = []): ChildProcess {
  const args = [resolve(ROOT, "apps/mcp/src", script), ...flags];
  const child = spawn(process.execPath, args, { env: { PATH: process.env["PATH"] ?? "", ...env }, cwd: ROOT });
  afterAll(() => void child.kill());
  return child;
}

/** The real MCP server as its own process in front of the API. Gives its origin. */
export async function startMcp(api_url: string, env: Record<string, string> = {}): Promise<string> {
  const child = start("http.ts", {
    HAWKMOTH_URL: ORIGIN,
    HAWKMOTH_API_URL: api_url,
    MCP_ENABLED: "true",
    PORT: "0",
    ...env,
  });
  let said = "";
  for await (const line of createInterface({ input: child.stderr ?? process.stdin })) {
    said += `${line}\n`;
    const [, origin] = /listening on (\S+)\/mcp/.exec(line) ?? [];
    if (origin) return origin;
  }
  throw new Error(`the MCP server did not start: ${said}`);
}

/** Both protocol eras, as clients that only send what each call needs. */
export function overHttp(
  origin: string,
  { headers, era, path = "/mcp" }: { headers: Record<string, string>; era: "2025" | "2026"; path?: string },
): Ask {
  return async (method, params = {}) => {
    const response = await fetch(`${origin}${path}`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        accept: "application/json, text/event-stream",
        ...(era === "2026" ? modernHeaders(method, params) : {}),
        ...headers,
      },
      body: JSON.stringify({ jsonrpc: "2.0", id: 1, method, params: era === "2026" ? withMeta(params) : params }),
    });
    return Answer.parse(await response.json());
  };
}

/** The stdio server as its own process. */
export function overStdio(env: Record<string, string>, flags: readonly string[] = []): Ask {
  const child = start("stdio.ts", env, flags);
  const waiting = new Map<number, (answer: Answer) => void>();
  createInterface({ input: child.stdout ?? process.stdin }).on("line", (line) => {
    const message: unknown = JSON.parse(line);
    const { id } = z.object({ id: z.number().optional() }).parse(message);
    if (id !== undefined) waiting.get(id)?.(Answer.parse(message));
  });
  let last = 0;
  return async (method, params = {}) => {
    last += 1;
    const { promise, resolve: settle } = Promise.withResolvers<Answer>();
    waiting.set(last, settle);
    child.stdin?.write(`${JSON.stringify({ jsonrpc: "2.0", id: last, method, params: withMeta(params) })}\n`);
    return await promise;
  };
}

function modernHeaders(method: string, params: Record<string, unknown>): Record<string, string> {
  const name = params["name"] ?? params["uri"];
  return {
    "mcp-protocol-version": MODERN,
    "mcp-method": method,
    ...(typeof name === "string" ? { "mcp-name": name } : {}),
  };
}

function withMeta(params: Record<string, unknown>): Record<string, unknown> {
  return {
    ...params,
    _meta: {
      "io.modelcontextprotocol/protocolVersion": MODERN,
      "io.modelcontextprotocol/clientInfo": { name: "auditor", version: "2.6" },
      "io.modelcontextprotocol/clientCapabilities": {},
    },
  };
}
