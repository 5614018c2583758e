/** What a test of the connection found. */
export type HandshakeResult =
  | {
      ok: true;
      server: string;
      protocol: string;
      latency_ms: number;
      tools: { name: string; title: string | null; description: string }[];
    }
  | { ok: false; step: string; problem: string };

interface Answer {
  result: Record<string, unknown>;
  session: string | null;
}

const PROTOCOL = "2025-06-18";

/** A failure with the step of the handshake at which it happened. */
class HandshakeError extends Error {
  readonly step: string;

  constructor(step: string, problem: string) {
    super(problem);
    this.step = step;
  }
}

/** Does what a client does when it connects: initialize, the initialized notice, tools/list. Sends no cookie. */
export async function testConnection(
  endpoint: string,
  key: string,
  fetcher: typeof fetch = fetch,
): Promise<HandshakeResult> {
  const started_at = performance.now();
  const call = (step: string, message: object, session: string | null) =>
    send({ endpoint, key, session, fetcher, step, message: { jsonrpc: "2.0", ...message } });
  try {
    const clientInfo = { name: "hawkmoth-dashboard", version: "1" };
    const hello = await call(
      "initialize",
      { id: 1, method: "initialize", params: { protocolVersion: PROTOCOL, capabilities: {}, clientInfo } },
      null,
    );
    await call("initialized", { method: "notifications/initialized" }, hello.session);
    const listed = await call("tools/list", { id: 2, method: "tools/list", params: {} }, hello.session);
    return {
      ok: true,
      server: serverName(hello.result.serverInfo),
      protocol: textOr(hello.result.protocolVersion, PROTOCOL),
      latency_ms: Math.round(performance.now() - started_at),
      tools: toolsOf(listed.result.tools),
    };
  } catch (error) {
    const step = error instanceof HandshakeError ? error.step : "connect";
    return { ok: false, step, problem: error instanceof Error ? error.message : "The server can’t be reached." };
  }
}

interface SendOptions {
  endpoint: string;
  key: string;
  session: string | null;
  fetcher: typeof fetch;
  step: string;
  message: object;
}

async function send({ endpoint, key, session, fetcher, step, message }: SendOptions): Promise<Answer> {
  const response = await fetcher(endpoint, {
    method: "POST",
    credentials: "omit",
    headers: {
      "content-type": "application/json",
      accept: "application/json, text/event-stream",
      authorization: `Bearer ${key}`,
      ...(step === "initialize" ? {} : { "mcp-protocol-version": PROTOCOL }),
      ...(session ? { "mcp-session-id": session } : {}),
    },
    body: JSON.stringify(message),
  });
  const text = await response.text();
  const answer = readAnswer(text);
  const problem = problemOf(answer);
  if (!response.ok)
    throw new HandshakeError(step, `HTTP ${response.status.toString()}${problem ? `: ${problem}` : ""}`);
  if (problem) throw new HandshakeError(step, problem);
  const result = pick(answer, "result");
  return { result: isRecord(result) ? result : {}, session: response.headers.get("mcp-session-id") ?? session };
}

/** Reads a JSON answer, or the first message of an event stream that holds a result or an error. */
export function readAnswer(text: string): unknown {
  const candidates = text.trimStart().startsWith("{")
    ? [text]
    : text.split(/\r?\n\r?\n/).map((block) =>
        block
          .split(/\r?\n/)
          .filter((line) => line.startsWith("data:"))
          .map((line) => line.slice(5).trimStart())
          .join("\n"),
      );
  for (const candidate of candidates) {
    try {
      const parsed: unknown = JSON.parse(candidate);
      if (isRecord(parsed) && ("result" in parsed || "error" in parsed)) return parsed;
    } catch {
      // An empty answer or another kind of event holds no message; the next block may.
    }
  }
  return null;
}

function problemOf(answer: unknown): string | null {
  const error = pick(answer, "error");
  if (typeof error === "string") return error;
  const message = pick(error, "message");
  return typeof message === "string" ? message : null;
}

function toolsOf(tools: unknown): { name: string; title: string | null; description: string }[] {
  if (!Array.isArray(tools)) return [];
  return tools.filter(isRecord).map((tool) => ({
    name: textOr(tool.name, "?"),
    title: typeof tool.title === "string" ? tool.title : null,
    description: textOr(tool.description, ""),
  }));
}

function serverName(info: unknown): string {
  return [textOr(pick(info, "title") ?? pick(info, "name"), "server"), textOr(pick(info, "version"), "")]
    .filter(Boolean)
    .join(" ");
}

function textOr(value: unknown, otherwise: string): string {
  return typeof value === "string" ? value : otherwise;
}

function pick(value: unknown, key: string): unknown {
  return isRecord(value) ? value[key] : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
