import {
  CLIENT_CAPABILITIES_META_KEY,
  CLIENT_INFO_META_KEY,
  ProtocolError,
  Server,
  type ServerContext,
} from "@modelcontextprotocol/server";
import {
  canElicit,
  CAPABILITIES,
  connectionOf,
  NO_VALIDATOR,
  protocolFault,
  RESOURCE_NOT_FOUND,
  resourceFault,
  SERVER_INFO,
  type EraServerOptions,
} from "./era-server.ts";
import { INSTRUCTIONS } from "./instructions.ts";
import { isRecord } from "./json-schema.ts";
import type { Asking, CacheHint } from "./surface.ts";

const HOUR: CacheHint = { ttlMs: 3_600_000, cacheScope: "public" };
const NOT_AT_ALL: CacheHint = { ttlMs: 0, cacheScope: "private" };

/**
 * How long clients of the 2026 era may keep what they got. The tools depend on the credential, prompts and templates
 * are the same for everybody, and bugs change at any time.
 */
const CACHE_HINTS = {
  "tools/list": { ttlMs: 300_000, cacheScope: "private" },
  "prompts/list": HOUR,
  "resources/templates/list": HOUR,
  "resources/list": NOT_AT_ALL,
  "resources/read": NOT_AT_ALL,
  "server/discover": HOUR,
} as const;

type ConnectionIn = (context: ServerContext) => EraServerOptions["connection"];

/** A server for revision 2026-07-28, and over stdio for the older ones as well. */
export function modernServer(options: EraServerOptions): Server {
  const { host } = options;
  const server = new Server(
    { ...SERVER_INFO, version: host.version },
    {
      capabilities: CAPABILITIES,
      instructions: INSTRUCTIONS,
      cacheHints: CACHE_HINTS,
      jsonSchemaValidator: NO_VALIDATOR,
    },
  );
  // In this era each request says who sent it; older ones said so once, at initialize.
  const connection: ConnectionIn = ({ mcpReq }) =>
    connectionOf(
      options,
      clientIn(mcpReq.envelope) ?? server.getClientVersion(),
      capabilitiesIn(server, mcpReq.envelope),
    );
  server.setRequestHandler("tools/list", (_request, context) =>
    orFault(async () => ({ tools: await host.list(connection(context)) })),
  );
  server.setRequestHandler("tools/call", ({ params }, context) => {
    const call = { name: params.name, args: params.arguments, signal: context.mcpReq.signal };
    return orFault(async () => ({
      ...(await host.callWithConsent(connection(context), call, askingOf(server, context))),
    }));
  });
  setSurroundings(server, options, connection);
  return server;
}

function setSurroundings(server: Server, { host }: EraServerOptions, connection: ConnectionIn): void {
  server.setRequestHandler("resources/list", ({ params }, context) =>
    orFault(async () => ({ ...(await host.resources.list(connection(context), params?.cursor ?? null)) })),
  );
  server.setRequestHandler("resources/templates/list", () => ({ resourceTemplates: [...host.resources.templates()] }));
  server.setRequestHandler("resources/read", ({ params }, context) =>
    orFault(
      async () => ({ ...(await host.resources.read(connection(context), params.uri)) }),
      (error) => resourceFault(error, params.uri, RESOURCE_NOT_FOUND.modern),
    ),
  );
  server.setRequestHandler("prompts/list", () => ({ prompts: [...host.prompts.list()] }));
  server.setRequestHandler("prompts/get", ({ params }, context) =>
    orFault(async () => ({ ...(await host.prompts.get(connection(context), params.name, params.arguments ?? {})) })),
  );
  server.setRequestHandler("completion/complete", ({ params }, context) =>
    orFault(async () => {
      const settled = params.context?.arguments ?? {};
      const wish = { ref: params.ref, argument: params.argument, settled };
      return { completion: { ...(await host.complete(connection(context), wish)) } };
    }),
  );
}

async function orFault<T>(answer: () => Promise<T>, faultOf = protocolFault): Promise<T> {
  try {
    return await answer();
  } catch (error) {
    const { code, message, data } = faultOf(error);
    throw new ProtocolError(code, message, data);
  }
}

/** What the client answered so far, when it can be asked at all: as this request says, or the handshake of old. */
function askingOf(server: Server, { mcpReq }: ServerContext): Asking | null {
  if (!canElicit(capabilitiesIn(server, mcpReq.envelope))) return null;
  return { responses: mcpReq.inputResponses ?? {}, state: mcpReq.requestState<string>() ?? null };
}

function capabilitiesIn(server: Server, envelope: unknown): unknown {
  return isRecord(envelope) ? envelope[CLIENT_CAPABILITIES_META_KEY] : server.getClientCapabilities();
}

function clientIn(envelope: unknown): { name: string; version?: string } | undefined {
  const told = isRecord(envelope) ? envelope[CLIENT_INFO_META_KEY] : undefined;
  if (!isRecord(told) || typeof told["name"] !== "string") return undefined;
  return { name: told["name"], ...(typeof told["version"] === "string" ? { version: told["version"] } : {}) };
}
