import { isMcpCall } from "@hawkmoth/api/audit";
import type { ApiContext } from "@hawkmoth/api/context";
import type { ApiEnv } from "@hawkmoth/api/rest";
import type { OAuthServer } from "@hawkmoth/auth/oauth/server";
import type { Sealer } from "@hawkmoth/auth/sealer";
import { hashPassword } from "@hawkmoth/auth/password";
import type { RateLimiter } from "@hawkmoth/auth/rate-limiter";
import type { Db } from "@hawkmoth/db/client";
import type { PublicContext } from "@hawkmoth/services/context";
import type { Ports } from "@hawkmoth/services/ports";
import type { Context } from "hono";
import { authenticate, credentialsOf, narrowed } from "./authenticate.ts";
import { addressKeyOf } from "./client-address.ts";
import type { Env } from "./env.ts";
import type { ApiLimit } from "./limits.ts";
import { clientInfoOf, isLockdownAsked, isSameSecret, toolOf, viaOf } from "./request-facts.ts";

/** What one process of the API is made of. */
export interface ServerParts {
  env: Env;
  db: Db;
  ports: Ports;
  limits: RateLimiter<ApiLimit>;
  oauth: OAuthServer;
  sealer: Sealer;
}

/** Everything the routes need to know about one request; nothing is judged here. */
export async function createRequestContext(parts: ServerParts, c: Context<ApiEnv>): Promise<ApiContext> {
  const { env, db, ports, limits, oauth, sealer } = parts;
  const credentials = credentialsOf(c.req.raw, env.HAWKMOTH_URL);
  const has_session = credentials.key === null && credentials.session_token !== null;
  const service: PublicContext = {
    db,
    ports,
    via: viaOf(c.req.header("x-hawkmoth-via"), has_session),
    client: clientInfoOf(c.req.header("x-hawkmoth-client")),
    request_id: c.var.request_id,
    web_origin: env.HAWKMOTH_URL,
    is_lockdown_asked: isLockdownAsked(c.req.header("x-hawkmoth-lockdown")),
  };
  const caller = await authenticate(service, credentials, oauth);
  // A connected app is called what it registered as, whatever it says of itself in a call.
  if (caller.kind === "key" && caller.client_name !== undefined)
    service.client = { ...service.client, name: caller.client_name };
  const api: ApiContext = {
    caller: await narrowed(service, caller, c.req.header("x-hawkmoth-project")),
    service,
    ip: addressKeyOf(c, env.TRUSTED_PROXIES),
    origin: c.req.header("origin") ?? null,
    is_mcp_server: isSameSecret(c.req.header("x-hawkmoth-internal"), env.MCP_INTERNAL_SECRET),
    tool: toolOf(c.req.header("x-hawkmoth-tool")),
    rate: { calls_per_minute: env.LIMIT_MCP_PER_MINUTE },
    sealer,
    hashPassword,
    consume: (limit, key) => limits.consume(limit, key),
    charge: (points) => consumeLimits(parts, api, points),
  };
  return api;
}

/** Whom the general limit counts: the key, the person, or the address of somebody unknown. */
function limitKeyOf({ caller, ip }: ApiContext): string {
  switch (caller.kind) {
    case "key":
      return caller.actor.key_id ?? caller.actor.id ?? ip;
    case "session":
      return caller.user.id;
    // A publishable key is in the page for everybody to read: whoever uses it up does so for the own address.
    case "publishable":
      return `${caller.publishable.key_id}/${ip}`;
    case "anonymous":
    case "refused":
      return ip;
  }
}

/**
 * Takes points of the limits a request falls under, one for each call in it. MCP calls count for the member or agent
 * behind the key, however many keys there are, and for the address that the MCP server was called from; everything else
 * counts for its key.
 * @throws RATE_LIMITED
 */
export async function consumeLimits({ limits }: ServerParts, api: ApiContext, points: number): Promise<void> {
  const { caller, ip } = api;
  if (isMcpCall(api) && caller.kind === "key")
    await Promise.all([
      limits.consume("mcp_user", caller.actor.id ?? ip, points),
      limits.consume("mcp_ip", ip, points),
    ]);
  else await limits.consume("rest", limitKeyOf(api), points);
}
