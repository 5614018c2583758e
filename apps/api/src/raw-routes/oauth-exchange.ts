import type { ApiEnv } from "@hawkmoth/api/rest";
import { AppError } from "@hawkmoth/domain/errors";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import type { Context } from "hono";
import { IncomingMessage, ServerResponse } from "node:http";
import type { ServerParts } from "../server-context.ts";

/** Node's own request and answer behind a call, which is what oidc-provider speaks in. @throws INTERNAL without a socket. */
export function nodeExchange(c: Context<ApiEnv>): { incoming: IncomingMessage; outgoing: ServerResponse } {
  const bindings: object = Object(c.env);
  const incoming: unknown = Reflect.get(bindings, "incoming");
  const outgoing: unknown = Reflect.get(bindings, "outgoing");
  if (incoming instanceof IncomingMessage && outgoing instanceof ServerResponse) return { incoming, outgoing };
  throw new AppError("INTERNAL", { cause: "OAuth needs a server of Node" });
}

/** The public origin counts, whatever a proxy or a caller says of it. */
function setPublicAddress(incoming: IncomingMessage, origin: string): void {
  const { host, protocol } = new URL(origin);
  for (const name of Object.keys(incoming.headers)) if (name.startsWith("x-forwarded-")) delete incoming.headers[name];
  incoming.headers.host = host;
  incoming.headers["x-forwarded-host"] = host;
  incoming.headers["x-forwarded-proto"] = protocol.slice(0, -1);
}

/** A body that was read already, and its media type. */
interface ReadBody {
  text: string;
  type: "application/json" | "application/x-www-form-urlencoded";
}

function withBody(incoming: IncomingMessage, { text, type }: ReadBody): IncomingMessage {
  const copy = new IncomingMessage(incoming.socket);
  const { method, url, headers, httpVersion } = incoming;
  const length = String(Buffer.byteLength(text));
  Object.assign(copy, {
    method,
    url,
    httpVersion,
    complete: true,
    headers: { ...headers, "content-type": type, "content-length": length },
  });
  copy.push(text);
  copy.push(null);
  return copy;
}

/** Lets oidc-provider answer, with the headers of every answer of ours and, where it was read already, another body. */
export async function handOver(
  parts: ServerParts,
  c: Context<ApiEnv>,
  { headers = {}, body }: { headers?: Record<string, string>; body?: ReadBody } = {},
): Promise<Response> {
  const { incoming, outgoing } = nodeExchange(c);
  const origin = parts.env.HAWKMOTH_URL;
  setPublicAddress(incoming, origin);
  const common = {
    "x-request-id": c.var.request_id,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    // Where an answer is posted by a form (response_mode=form_post), the library adds the hash of its script.
    "content-security-policy": "default-src 'none'; script-src 'none'; frame-ancestors 'none'",
    ...(origin.startsWith("https:") ? { "strict-transport-security": "max-age=31536000; includeSubDomains" } : {}),
  };
  for (const [name, value] of Object.entries({ ...common, ...headers })) outgoing.setHeader(name, value);
  await parts.oauth.handle(body === undefined ? incoming : withBody(incoming, body), outgoing);
  return RESPONSE_ALREADY_SENT;
}
