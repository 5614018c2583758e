import { spawn } from "node:child_process";
import { Agent, request } from "node:http";
import { createInterface } from "node:readline";
import { z } from "zod";

const Message = z.looseObject({
  id: z.number().optional(),
  result: z.unknown().optional(),
  error: z.unknown().optional(),
});

/** Sends one JSON-RPC request and gives its result. @throws Error when it is refused. */
export type Ask = (method: string, params?: Record<string, unknown>) => Promise<unknown>;

/** A server on stdio that said hello. */
export interface StdioServer {
  ask: Ask;
  stop: () => Promise<void>;
}

const MAX_WAIT_MS = 20_000;
const REVISION = "2026-07-28";
const CLIENT = { name: "bench", version: "1.0.0" };
const META = {
  "io.modelcontextprotocol/protocolVersion": REVISION,
  "io.modelcontextprotocol/clientInfo": CLIENT,
  "io.modelcontextprotocol/clientCapabilities": {},
};

function resultOf(text: string): unknown {
  const { result, error } = Message.parse(JSON.parse(text));
  const isFailed = z.object({ isError: z.literal(true) }).safeParse(result).success;
  if (error !== undefined || isFailed) throw new Error(`refused: ${text.slice(0, 300)}`);
  return result;
}

const agent = new Agent({ keepAlive: true });

interface Http {
  method: string;
  headers: Record<string, string>;
  body?: string;
}

/** One HTTP request over a connection that stays open, without anything of a client around it. */
export async function send(url: string, { method, headers, body = "" }: Http): Promise<string> {
  return await new Promise((resolve, reject) => {
    const sent = request(
      url,
      { method, headers: { ...headers, "content-length": Buffer.byteLength(body) }, agent },
      (response) => {
        let text = "";
        response.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
        response.on("end", () =>
          response.statusCode === 200
            ? resolve(text)
            : reject(new Error(`${url}: ${response.statusCode} ${text.slice(0, 300)}`)),
        );
      },
    );
    sent.on("error", reject);
    sent.end(body);
  });
}

/** Asks over HTTP in one of the two eras. */
export function overHttp(url: string, key: string, era: "2025" | "2026"): Ask {
  return async (method, params = {}) => {
    const name = params["name"];
    const modern = {
      "mcp-protocol-version": REVISION,
      "mcp-method": method,
      ...(typeof name === "string" ? { "mcp-name": name } : {}),
    };
    const text = await send(url, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        accept: "application/json, text/event-stream",
        authorization: `Bearer ${key}`,
        ...(era === "2026" ? modern : {}),
      },
      body: JSON.stringify({
        jsonrpc: "2.0",
        id: 1,
        method,
        params: era === "2026" ? { ...params, _meta: META } : params,
      }),
    });
    return resultOf(text);
  };
}

/** Starts a server on stdio, says hello as every client of today does, and asks. */
export async function overStdio(args: readonly string[], env: Record<string, string>): Promise<StdioServer> {
  const child = spawn(process.execPath, args, {
    env: { PATH: process.env["PATH"] ?? "", ...env },
    stdio: ["pipe", "pipe", "ignore"],
  });
  const waiting = new Map<number, (text: string) => void>();
  const closed = new Promise<void>((resolve) => child.once("close", () => resolve()));
  createInterface(child.stdout).on("line", (line) => {
    if (line.startsWith("{")) waiting.get(Message.parse(JSON.parse(line)).id ?? -1)?.(line);
  });
  let last = 0;
  const write = (message: Record<string, unknown>) =>
    child.stdin.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);
  const ask: Ask = async (method, params = {}) => {
    const id = (last += 1);
    const { promise, resolve } = Promise.withResolvers<string>();
    waiting.set(id, resolve);
    write({ id, method, params });
    const late = AbortSignal.timeout(MAX_WAIT_MS);
    const failed = new Promise<never>((_resolve, reject) => {
      late.addEventListener("abort", () => reject(new Error("the server does not answer")));
      void closed.then(() => reject(new Error("the server ended")));
    });
    return resultOf(await Promise.race([promise, failed]));
  };
  await ask("initialize", { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: CLIENT });
  write({ method: "notifications/initialized" });
  return {
    ask,
    stop: async () => {
      child.stdin.end();
      child.kill();
      await closed;
    },
  };
}
