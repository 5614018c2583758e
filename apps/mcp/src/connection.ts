import type { Scope } from "@hawkmoth/domain/access/schema";
import type { AddressRange } from "@hawkmoth/domain/address/client-address";
import { AppError } from "@hawkmoth/domain/errors";
import type { AnyOffer } from "@hawkmoth/mcp/catalogue";
import { protocolFault } from "@hawkmoth/mcp/era-server";
import { connectionOf, type Connection, type ToolHost } from "@hawkmoth/mcp/host";
import { isRecord } from "@hawkmoth/mcp/json-schema";
import { isPermitted } from "@hawkmoth/mcp/registry";
import { clientHeader } from "@hawkmoth/mcp/send";
import type { IncomingMessage, ServerResponse } from "node:http";
import { refuse } from "./answer.ts";
import { challenge } from "./challenge.ts";
import { callerAddress, clientOf, credentialOf, isEndpoint, selectionOf } from "./request.ts";

/** Keys are made in the dashboard with fixed scopes; whatever else the API accepts came from a sign-in. */
const KEY_PREFIX = "hm_key_";

/** What letting requests in needs to know. */
export interface ConnectionOptions {
  host: ToolHost;
  /** Where clients reach this installation; the challenges point there. */
  public_origin: string;
  trusted_proxies: readonly AddressRange[];
}

/** A connection that the API let in, and what it may do. */
export interface Admitted {
  connection: Connection;
  scopes: readonly Scope[];
  /** What the role allows in reach of the credential; null when the API does not say. */
  actions: readonly string[] | null;
}

/** The connection of a request whose credential the API accepts; null after a refusal was sent. */
export async function admit(
  request: IncomingMessage,
  response: ServerResponse,
  options: ConnectionOptions,
): Promise<Admitted | null> {
  try {
    return await openConnection(request, options);
  } catch (error) {
    refuseWith(response, error, challengeOf(request, options));
    return null;
  }
}

/**
 * The connection of a request.
 * @throws AppError when it shows no credential, the API refuses it, or it asks for tools that do not exist.
 */
export async function openConnection(request: IncomingMessage, options: ConnectionOptions): Promise<Admitted> {
  const credential = credentialOf(request);
  if (credential === null) throw new AppError("UNAUTHENTICATED");
  const client = clientOf(request);
  const caller = {
    credential,
    client: client && clientHeader(client.name, client.version),
    ip: callerAddress(request, options.trusted_proxies),
  };
  const connection = connectionOf(caller, selectionOf(request, options.host.registry));
  const { scopes, actions } = await options.host.standing(connection.caller, "entry");
  return { connection, scopes, actions };
}

/** True while the API still accepts the credential of a request for a list; after a refusal was sent it is false. */
export async function isStillAdmitted(
  request: IncomingMessage,
  response: ServerResponse,
  { options, admitted, body }: ListRequest,
): Promise<boolean> {
  const method = isRecord(body) ? String(body["method"]) : "";
  if (!method.endsWith("/list")) return true;
  try {
    await options.host.standing(admitted.connection.caller, "now");
    return true;
  } catch (error) {
    refuseWith(response, error, challengeOf(request, options));
    return false;
  }
}

interface ListRequest {
  options: ConnectionOptions;
  admitted: Admitted;
  body: unknown;
}

/** What a refused request lacks, as the header of a 401 says it. */
export function challengeOf(request: IncomingMessage, options: ConnectionOptions): string {
  return challenge(resourceOf(request, options), { error: credentialOf(request) === null ? null : "invalid_token" });
}

/** The address under which the client reaches this endpoint; programs that speak REST go by that of `/mcp`. */
function resourceOf(request: IncomingMessage, { public_origin }: ConnectionOptions): URL {
  const { pathname } = new URL(request.url ?? "/", public_origin);
  return new URL(isEndpoint(pathname) ? pathname.replace(/\/$/, "") : "/mcp", public_origin);
}

/**
 * Refuses a call that a wider sign-in would allow, and says so; false when nothing was sent. What the person's role can
 * never use takes no sign-in. A key can't be widened by
 * signing in again: its call goes on, and the refusal of the API comes in-band, where the model reads it.
 */
export function refusedForScope(response: ServerResponse, call: ScopedCall, options: ConnectionOptions): boolean {
  const { connection, scopes, actions } = call.admitted;
  const offer = offerOfCall(call.body, options.host);
  const needed = offer?.scope ?? null;
  if (
    !offer ||
    needed === null ||
    isPermitted(offer, { scopes, actions: null }) ||
    !isPermitted(offer, { scopes: [needed], actions }) ||
    connection.caller.credential.startsWith(KEY_PREFIX)
  )
    return false;
  const { code, message, data } = protocolFault(
    new AppError("FORBIDDEN", { message: `This needs the scope ${needed}.`, hint: "Sign in again and allow it." }),
  );
  const wanted = [...new Set([...scopes, needed])];
  const authenticate = challenge(resourceOf(call.request, options), { error: "insufficient_scope", scopes: wanted });
  refuse(response, { status: 403, code, message, data, headers: { "www-authenticate": authenticate } });
  return true;
}

interface ScopedCall {
  request: IncomingMessage;
  admitted: Admitted;
  body: unknown;
}

function offerOfCall(body: unknown, host: ToolHost): AnyOffer | null {
  if (!isRecord(body) || body["method"] !== "tools/call" || !isRecord(body["params"])) return null;
  const { name } = body["params"];
  return typeof name === "string" ? (host.catalogue.get(name) ?? null) : null;
}

function refuseWith(response: ServerResponse, error: unknown, authenticate: string): void {
  const { code, message, data } = protocolFault(error);
  refuse(response, { ...statusOf(error, authenticate), code, message, data });
}

/** Status and headers of a refusal. The API being out of reach is a matter of time, which 503 says and 500 does not. */
export function statusOf(error: unknown, authenticate: string): { status: number; headers: Record<string, string> } {
  const status = error instanceof AppError ? error.status : 500;
  const retry_after_s = error instanceof AppError ? error.options.retry_after_s : undefined;
  const headers: Record<string, string> = {
    ...(status === 401 ? { "www-authenticate": authenticate } : {}),
    ...(retry_after_s === undefined ? {} : { "retry-after": String(retry_after_s) }),
  };
  return { status: status === 500 ? 503 : status, headers };
}
