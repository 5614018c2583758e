import { AppError, toAppError, toErrorBody } from "@hawkmoth/domain/errors";
import { PROTOCOLS } from "@hawkmoth/mcp/host";
import { isRecord } from "@hawkmoth/mcp/json-schema";
import { namesOfProfile, PROFILE_NAMES } from "@hawkmoth/mcp/profiles";
import { TOOLSET_NAMES, TOOLSETS } from "@hawkmoth/mcp/toolsets";
import type { IncomingMessage, ServerResponse } from "node:http";
import { challengeOf, openConnection, statusOf, type ConnectionOptions } from "./connection.ts";
import { isHostAllowed, isOriginAllowed, type HostPolicy } from "./guards.ts";
import { BodyTooLarge, isTooDeep, readBody } from "./request.ts";

/** What the bridge needs to know. */
export interface BridgeOptions extends ConnectionOptions {
  policy: HostPolicy;
  is_enabled: boolean;
}

type Answer = (request: IncomingMessage, options: BridgeOptions) => Promise<unknown>;

/** The same tools for programs that speak REST and no JSON-RPC: one method a path. */
const ROUTES: Readonly<Record<string, { method: "GET" | "POST"; answer: Answer }>> = {
  "/api/v1/mcp/config": { method: "GET", answer: config },
  "/api/v1/mcp/tools": { method: "GET", answer: listTools },
  "/api/v1/mcp/tools/invoke": { method: "POST", answer: invoke },
};

/** True for the paths of the bridge. */
export function isBridge(path: string): boolean {
  return Object.hasOwn(ROUTES, path);
}

/** Answers a path of the bridge; refusals have the form of REST. */
export function bridgeHandler(options: BridgeOptions, path: string) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    try {
      send(response, { status: 200, body: await answered(request, options, path) });
    } catch (error) {
      const known = toAppError(error);
      send(response, { ...statusOf(known, challengeOf(request, options)), body: { error: toErrorBody(known) } });
    }
  };
}

async function answered(request: IncomingMessage, options: BridgeOptions, path: string): Promise<unknown> {
  const route = ROUTES[path];
  if (!isHostAllowed(request, options.policy)) throw new AppError("FORBIDDEN", { message: "This host is not allowed" });
  if (!isOriginAllowed(request, options.policy))
    throw new AppError("FORBIDDEN", { message: "This origin is not allowed" });
  if (!route || request.method !== route.method)
    throw new AppError("NOT_FOUND", { message: `Send ${route?.method ?? "GET"} to this path.` });
  return await route.answer(request, options);
}

/** What there is to connect to. It holds nothing secret and needs no credential, so that a set-up can begin with it. */
function config(_request: IncomingMessage, { public_origin, is_enabled }: BridgeOptions): Promise<unknown> {
  return Promise.resolve({
    is_enabled,
    endpoint: `${public_origin}/mcp`,
    pinned_endpoint: `${public_origin}/mcp/p/{project}`,
    transports: ["streamable-http", "stdio"],
    protocol_versions: PROTOCOLS,
    authentication: ["bearer", "x-mcp-token", "oauth2"],
    toolsets: TOOLSET_NAMES.map((name) => ({ name, ...TOOLSETS[name] })),
    profiles: PROFILE_NAMES.map((name) => ({ name, tools: namesOfProfile(name) })),
  });
}

async function listTools(request: IncomingMessage, options: BridgeOptions): Promise<unknown> {
  assertEnabled(options);
  const { connection } = await openConnection(request, options);
  return { tools: await options.host.list(connection) };
}

/** One call of a tool, with the result that tools/call gives: a failure of the tool is an answer with `isError`. */
async function invoke(request: IncomingMessage, options: BridgeOptions): Promise<unknown> {
  assertEnabled(options);
  const { connection } = await openConnection(request, options);
  const { tool, arguments: args } = await bodyOf(request);
  if (typeof tool !== "string") throw new AppError("INVALID_INPUT", { message: "Missing 'tool'", field: "tool" });
  const { content, structuredContent, isError, _meta } = await options.host.call(connection, { name: tool, args });
  return {
    content,
    ...(structuredContent === undefined ? {} : { structuredContent }),
    isError: isError === true,
    ...(_meta === undefined ? {} : { _meta }),
  };
}

function assertEnabled({ is_enabled }: BridgeOptions): void {
  if (!is_enabled) throw new AppError("NOT_FOUND", { message: "MCP is switched off here." });
}

async function bodyOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  if (!/^application\/json\s*(?:;|$)/i.test(request.headers["content-type"] ?? ""))
    throw new AppError("UNSUPPORTED_MEDIA_TYPE", { hint: "Send application/json." });
  try {
    const body: unknown = JSON.parse(await readBody(request));
    if (isRecord(body) && !isTooDeep(body)) return body;
  } catch (error) {
    if (error instanceof BodyTooLarge) throw new AppError("PAYLOAD_TOO_LARGE", { message: "The body is over 1 MB." });
  }
  throw new AppError("INVALID_INPUT", { message: "The body must be a JSON object, not nested too deeply." });
}

interface Reply {
  status: number;
  body: unknown;
  headers?: Record<string, string>;
}

function send(response: ServerResponse, { status, body, headers = {} }: Reply): void {
  response.writeHead(status, { "content-type": "application/json", "cache-control": "no-store", ...headers });
  response.end(JSON.stringify(body));
}
