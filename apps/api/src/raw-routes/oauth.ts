import type { ApiEnv } from "@hawkmoth/api/rest";
import { readClientMetadata } from "@hawkmoth/auth/oauth/client-metadata";
import { OAUTH_PATHS } from "@hawkmoth/auth/oauth/paths";
import { canonicalResources, parseResource } from "@hawkmoth/auth/oauth/resources";
import { DEFAULT_APP_SCOPES } from "@hawkmoth/domain/access/connected-app";
import { unavailable } from "@hawkmoth/domain/database-outage";
import { AppError } from "@hawkmoth/domain/errors";
import { Hono, type Context, type MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import { cors } from "hono/cors";
import { addressKeyOf } from "../client-address.ts";
import type { ApiLimit } from "../limits.ts";
import type { ServerParts } from "../server-context.ts";
import { handOver } from "./oauth-exchange.ts";

const MAX_REGISTRATION_BYTES = 16 * 1024;
const MAX_FORM_BYTES = 56 * 1024;
/** Programs in a browser may read what is public and register; no cookie counts in any of it. */
const OPEN = { "access-control-allow-origin": "*" };

/** The errors of these routes in the words of OAuth (RFC 6749, 5.2). */
interface OAuthError {
  error: "invalid_client_metadata" | "invalid_redirect_uri" | "temporarily_unavailable";
  error_description: string;
}

function oauthError(c: Context<ApiEnv>, status: 400 | 413 | 429 | 503, body: OAuthError): Response {
  return c.json(body, status, OPEN);
}

function limited(parts: ServerParts, name: ApiLimit): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    try {
      await parts.limits.consume(name, addressKeyOf(c, parts.env.TRUSTED_PROXIES));
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== "RATE_LIMITED") throw error;
      c.header("retry-after", String(error.options.retry_after_s ?? 60));
      return oauthError(c, 429, {
        error: "temporarily_unavailable",
        error_description: "Too many requests from this address.",
      });
    }
    return await next();
  };
}

/** The library takes a database that is away for a fault of its own; here programs are told to come back. */
function withDatabase({ db, ports }: ServerParts): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    try {
      await db.$client`select 1`;
    } catch (err) {
      ports.log.error({ err, path: c.req.path, request_id: c.var.request_id }, "oauth request without database");
      const { message, options } = unavailable(err);
      c.header("retry-after", String(options.retry_after_s));
      return oauthError(c, 503, { error: "temporarily_unavailable", error_description: message });
    }
    return await next();
  };
}

async function register(parts: ServerParts, c: Context<ApiEnv>): Promise<Response> {
  let body: unknown;
  try {
    body = await c.req.json();
  } catch {
    return oauthError(c, 400, { error: "invalid_client_metadata", error_description: "The body is not JSON." });
  }
  const read = readClientMetadata(body, parts.env.HAWKMOTH_URL);
  if ("problem" in read) {
    const error = read.problem.startsWith("redirect_uris") ? "invalid_redirect_uri" : "invalid_client_metadata";
    return oauthError(c, 400, { error, error_description: read.problem });
  }
  return await handOver(parts, c, {
    headers: OPEN,
    body: { text: JSON.stringify(read.metadata), type: "application/json" },
  });
}

/** Hands over a form with its resources in the one spelling that stands in tokens; other bodies go on as they are. */
async function handOverForm(parts: ServerParts, c: Context<ApiEnv>): Promise<Response> {
  const type = "application/x-www-form-urlencoded";
  if (c.req.method !== "POST" || !(c.req.header("content-type") ?? "").toLowerCase().startsWith(type))
    return await handOver(parts, c);
  const form = new URLSearchParams(await c.req.text());
  const resources = canonicalResources(parts.env.HAWKMOTH_URL, form.getAll("resource"));
  form.delete("resource");
  for (const resource of resources) form.append("resource", resource);
  return await handOver(parts, c, { body: { text: form.toString(), type } });
}

/** What a resource says of itself (RFC 9728): who issues its tokens, and the scopes that ordinary work takes. */
function resourceMetadata({ env }: ServerParts) {
  return (c: Context<ApiEnv>): Response => {
    const suffix = c.req.path.slice("/.well-known/oauth-protected-resource".length);
    const resource = parseResource(env.HAWKMOTH_URL, env.HAWKMOTH_URL + suffix);
    if (!resource) throw new AppError("NOT_FOUND", { message: "There is no such resource." });
    const metadata = {
      resource: resource.audience,
      resource_name: "Hawkmoth",
      authorization_servers: [env.HAWKMOTH_URL],
      scopes_supported: DEFAULT_APP_SCOPES,
      bearer_methods_supported: ["header"],
    };
    return c.json(metadata, 200, { ...OPEN, "cache-control": "public, max-age=300" });
  };
}

/** The OAuth server and the metadata by which programs find it. */
export function oauthRoutes(parts: ServerParts): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>();
  const library = (c: Context<ApiEnv>) => handOver(parts, c);
  const database = withDatabase(parts);
  const metadata = "/.well-known/oauth-protected-resource";
  const endpoints = ["/mcp", "/api/mcp"].flatMap((endpoint) => [endpoint, `${endpoint}/p/:project`]);
  for (const path of [metadata, ...endpoints.map((endpoint) => metadata + endpoint)])
    app.get(path, resourceMetadata(parts)).options(path, cors());
  app.on(["GET", "OPTIONS"], "/.well-known/oauth-authorization-server", library);
  app.on(["GET", "OPTIONS"], "/.well-known/openid-configuration", library);
  app.get(OAUTH_PATHS.jwks, library);
  app.options(OAUTH_PATHS.registration, cors());
  app.post(
    OAUTH_PATHS.registration,
    limited(parts, "oauth_register"),
    database,
    bodyLimit({
      maxSize: MAX_REGISTRATION_BYTES,
      onError: (c) =>
        oauthError(c, 413, { error: "invalid_client_metadata", error_description: "The body is too long." }),
    }),
    (c) => register(parts, c),
  );
  const form = (c: Context<ApiEnv>) => handOverForm(parts, c);
  const formLimit = bodyLimit({
    maxSize: MAX_FORM_BYTES,
    onError: (c) => c.json({ error: "invalid_request", error_description: "The body is too long." }, 413),
  });
  app.on(["GET", "POST"], OAUTH_PATHS.authorization, limited(parts, "oauth_authorize"), database, formLimit, form);
  app.get(`${OAUTH_PATHS.authorization}/:uid`, database, library);
  for (const path of [OAUTH_PATHS.token, OAUTH_PATHS.revocation])
    app.options(path, library).post(path, limited(parts, "oauth_token"), database, formLimit, form);
  return app;
}
