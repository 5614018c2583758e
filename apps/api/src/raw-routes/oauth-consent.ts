import type { ApiEnv } from "@hawkmoth/api/rest";
import { OAUTH_PATHS } from "@hawkmoth/auth/oauth/paths";
import { ConsentDecision, type ConsentRequest } from "@hawkmoth/domain/access/connected-app";
import { hasScope } from "@hawkmoth/domain/access/policy";
import { Scope } from "@hawkmoth/domain/access/schema";
import type { User } from "@hawkmoth/domain/account/schema";
import { AppError, invalidInput } from "@hawkmoth/domain/errors";
import { connectApp } from "@hawkmoth/services/access/connect-app";
import { consentWorkspaces } from "@hawkmoth/services/access/consent-workspaces";
import { resolveSession } from "@hawkmoth/services/access/resolve-session";
import type { ServiceContext } from "@hawkmoth/services/context";
import { Hono, type Context } from "hono";
import { bodyLimit } from "hono/body-limit";
import { createRequestContext, type ServerParts } from "../server-context.ts";
import { nodeExchange } from "./oauth-exchange.ts";

const MAX_DECISION_BYTES = 4096;

/** The scopes of a request that there are; a program may ask for others, which are left out. */
function knownScopes(asked: readonly string[]): Scope[] {
  return Scope.options.filter((scope) => asked.includes(scope));
}

/** The person at the browser. @throws UNAUTHENTICATED without a session, FORBIDDEN for a write from another site. */
async function personOf(parts: ServerParts, c: Context<ApiEnv>) {
  const { caller, service } = await createRequestContext(parts, c);
  if (caller.kind === "refused") throw caller.error;
  if (caller.kind !== "session") throw new AppError("UNAUTHENTICATED");
  return { user: caller.user, service };
}

function exchangeOf(c: Context<ApiEnv>) {
  return { uid: c.req.param("uid") ?? "", ...nodeExchange(c) };
}

async function request(parts: ServerParts, c: Context<ApiEnv>): Promise<Response> {
  const { user, service } = await personOf(parts, c);
  const pending = await parts.oauth.pendingRequest(exchangeOf(c));
  const { project } = pending.resource;
  const answer: ConsentRequest = {
    client: {
      name: pending.client_name,
      host: pending.client_host,
      is_registered_by_itself: pending.is_registered_by_itself,
    },
    redirect_host: pending.redirect_host,
    is_redirect_loopback: pending.is_redirect_loopback,
    project,
    scopes: knownScopes(pending.scopes),
    user: { id: user.id, name: user.name, email: user.email },
    workspaces: await consentWorkspaces(service, user.id, project),
  };
  return c.json(answer);
}

async function readDecision(c: Context<ApiEnv>): Promise<ConsentDecision> {
  let body: unknown;
  try {
    body = await c.req.json();
  } catch (cause) {
    throw new AppError("INVALID_INPUT", { message: "The body is not valid JSON.", cause });
  }
  const parsed = ConsentDecision.safeParse(body);
  if (!parsed.success) throw invalidInput(parsed.error);
  return parsed.data;
}

async function memberContext(
  { user, service }: { user: User; service: Omit<ServiceContext, "actor"> },
  workspace_id: string,
): Promise<ServiceContext> {
  const actor = await resolveSession(service, user.id, workspace_id);
  if (!actor) throw new AppError("NOT_FOUND");
  return { ...service, actor };
}

async function decide(parts: ServerParts, c: Context<ApiEnv>): Promise<Response> {
  const person = await personOf(parts, c);
  const exchange = exchangeOf(c);
  const decision = await readDecision(c);
  if (decision.decision === "DENY") return c.json({ redirect_to: await parts.oauth.deny(exchange) });
  if (decision.user_id !== person.user.id)
    throw new AppError("CONFLICT", {
      message: "Somebody else signed in at this browser since the request was shown.",
      hint: "Load the page again and look who is asked.",
    });
  const { resource, ...pending } = await parts.oauth.pendingRequest(exchange);
  const asked = knownScopes(pending.scopes);
  const excess = decision.scopes.find((scope) => !hasScope(asked, scope));
  if (excess)
    throw new AppError("INVALID_INPUT", {
      message: `'${excess}' was not asked for.`,
      field: "scopes",
      expected: asked,
    });
  const ctx = await memberContext(person, decision.workspace_id);
  const { id: member_id, workspace_id } = ctx.actor;
  if (member_id === null) throw new AppError("FORBIDDEN");
  const { scopes } = decision;
  const { client_id, client_name, client_host } = pending;
  const grant_id = await connectApp(ctx, {
    client_id,
    client_name,
    client_host,
    resource: resource.audience,
    scopes,
    project: resource.project,
  });
  const redirect_to = await parts.oauth.allow(exchange, { workspace_id, member_id, grant_id, scopes });
  return c.json({ redirect_to });
}

/**
 * The person's decision on a request for access. The request stands in a signed cookie that the browser sends below
 * this path only, so the page shown is the dashboard's and what it asks and says goes here.
 */
export function oauthConsentRoutes(parts: ServerParts): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>();
  const path = `${OAUTH_PATHS.consent}/:uid`;
  app.get(path, (c) => c.redirect(`/connect/authorize/${encodeURIComponent(c.req.param("uid") ?? "")}`, 303));
  app.get(`${path}/request`, (c) => request(parts, c));
  app.post(`${path}/decision`, bodyLimit({ maxSize: MAX_DECISION_BYTES }), (c) => decide(parts, c));
  return app;
}
