import { type ConnectionFault, faultOf, unexpected, unreachable } from "./connection-fault.ts";
import { isRecord, pick, problemOf, readAnswer } from "./rpc-answer.ts";

/** A request of the handshake that was answered, and how long that took. */
export interface HandshakeStep {
  method: string;
  duration_ms: number;
}

/** The two generations of the protocol that clients speak. */
type Era = "2026-07-28" | "2025";

interface Attempt {
  era: Era;
  steps: HandshakeStep[];
}

/** What connecting as a client of one era gave. */
export type EraResult =
  | (Attempt & { ok: true; server: string; protocol: string; tools: string[] })
  | (Attempt & { ok: false; failed_at: string; fault: ConnectionFault });

const LEGACY_PROTOCOL = "2025-11-25";
const MODERN_PROTOCOL = "2026-07-28";
const CLIENT_INFO = { name: "hawkmoth-dashboard", version: "1" };
const META = {
  "io.modelcontextprotocol/protocolVersion": MODERN_PROTOCOL,
  "io.modelcontextprotocol/clientInfo": CLIENT_INFO,
  "io.modelcontextprotocol/clientCapabilities": {},
};

interface Target {
  endpoint: string;
  key: string;
  fetcher: typeof fetch;
}

/** Stops a handshake at the request that failed. */
class HandshakeFailure extends Error {
  readonly method: string;
  readonly fault: ConnectionFault;

  constructor(method: string, fault: ConnectionFault) {
    super(fault.title);
    this.method = method;
    this.fault = fault;
  }
}

/** Connects twice, as clients of each era do, and lists the tools. Sends no cookie. */
export async function testConnection(
  endpoint: string,
  key: string,
  fetcher: typeof fetch = fetch,
): Promise<EraResult[]> {
  const target = { endpoint, key, fetcher };
  return [await attempt(target, MODERN_PROTOCOL, connectModern), await attempt(target, "2025", connectLegacy)];
}

type Send = (method: string, message: object, headers?: Record<string, string>) => Promise<Reply>;
type Found = { server: string; protocol: string; tools: string[] };

interface Reply {
  result: Record<string, unknown>;
  session: string | null;
}

async function attempt(target: Target, era: Era, connect: (send: Send) => Promise<Found>): Promise<EraResult> {
  const steps: HandshakeStep[] = [];
  try {
    const found = await connect(async (method, message, headers) => {
      const started_at = performance.now();
      const reply = await post(target, { method, message, headers: headers ?? {} });
      steps.push({ method, duration_ms: Math.round(performance.now() - started_at) });
      return reply;
    });
    return { ok: true, era, steps, ...found };
  } catch (error) {
    if (!(error instanceof HandshakeFailure)) throw error;
    return { ok: false, era, steps, failed_at: error.method, fault: error.fault };
  }
}

/** 2026-07-28: no session; every request says who asks and in which protocol. */
async function connectModern(send: Send): Promise<Found> {
  const ask = (method: string) =>
    send(method, { id: 1, params: { _meta: META } }, { "mcp-protocol-version": MODERN_PROTOCOL, "mcp-method": method });
  const hello = await ask("server/discover");
  const listed = await ask("tools/list");
  const info = pick(pick(hello.result, "_meta"), "io.modelcontextprotocol/serverInfo");
  return { server: serverName(info), protocol: MODERN_PROTOCOL, tools: namesOf(listed.result.tools) };
}

/** 2024-11-05 to 2025-11-25: initialize, the initialized notice, then requests in the agreed revision. */
async function connectLegacy(send: Send): Promise<Found> {
  const params = { protocolVersion: LEGACY_PROTOCOL, capabilities: {}, clientInfo: CLIENT_INFO };
  const hello = await send("initialize", { id: 1, params });
  const agreed = pick(hello.result, "protocolVersion");
  const protocol = typeof agreed === "string" ? agreed : LEGACY_PROTOCOL;
  const headers = {
    "mcp-protocol-version": protocol,
    ...(hello.session ? { "mcp-session-id": hello.session } : {}),
  };
  await send("notifications/initialized", {}, headers);
  const listed = await send("tools/list", { id: 2, params: {} }, headers);
  return { server: serverName(hello.result.serverInfo), protocol, tools: namesOf(listed.result.tools) };
}

interface Message {
  method: string;
  message: object;
  headers: Record<string, string>;
}

async function post({ endpoint, key, fetcher }: Target, { method, message, headers }: Message): Promise<Reply> {
  const response = await fetcher(endpoint, {
    method: "POST",
    credentials: "omit",
    headers: {
      "content-type": "application/json",
      accept: "application/json, text/event-stream",
      authorization: `Bearer ${key}`,
      ...headers,
    },
    body: JSON.stringify({ jsonrpc: "2.0", method, ...message }),
  }).catch(() => {
    throw new HandshakeFailure(method, unreachable(endpoint));
  });
  const answer = readAnswer(await response.text());
  const problem = problemOf(answer);
  if (!response.ok) throw new HandshakeFailure(method, faultOf({ status: response.status, problem }));
  const result = answer?.result;
  const isNotice = !("id" in message);
  if (!isNotice && !isRecord(result)) throw new HandshakeFailure(method, unexpected(problem));
  return { result: isRecord(result) ? result : {}, session: response.headers.get("mcp-session-id") };
}

function namesOf(tools: unknown): string[] {
  if (!Array.isArray(tools)) return [];
  return tools.map((tool) => pick(tool, "name")).filter((name) => typeof name === "string");
}

function serverName(info: unknown): string {
  const parts = [pick(info, "title") ?? pick(info, "name"), pick(info, "version")];
  return parts.filter((part) => typeof part === "string").join(" ") || "server";
}
