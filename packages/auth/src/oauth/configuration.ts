import { Scope } from "@hawkmoth/domain/access/schema";
import {
  type Configuration,
  errors,
  type FindAccount,
  interactionPolicy,
  type KoaContextWithOIDC,
} from "oidc-provider";
import { parseAccountId } from "./account.ts";
import { type Artefacts, artefactAdapters, type Grants } from "./artefacts.ts";
import { ERROR_PAGE_POLICY, errorPage } from "./error-page.ts";
import { fetchDocument } from "./fetch-document.ts";
import { OAUTH_PATHS } from "./paths.ts";
import { parseResource } from "./resources.ts";
import type { OAuthKeys } from "./server-keys.ts";

export interface OAuthServerOptions extends Artefacts {
  /** Public origin of the installation: the issuer. */
  origin: string;
  keys: OAuthKeys;
  /** Fetches what strangers name; must refuse private addresses. */
  fetch: typeof fetch;
}

const DAY_S = 86_400;
const MAX_DOCUMENT_BYTES = 64 * 1024;
const LIFETIMES_S = {
  AccessToken: 3600,
  AuthorizationCode: 60,
  RefreshToken: 30 * DAY_S,
  Grant: 365 * DAY_S,
  Interaction: 1800,
  Session: 1800,
  IdToken: 3600,
};
const COOKIES = {
  names: { session: "hawkmoth.oauth", interaction: "hawkmoth.consent", resume: "hawkmoth.consent_resume" },
  long: { httpOnly: true, sameSite: "lax", signed: true, path: OAUTH_PATHS.authorization },
  short: { httpOnly: true, sameSite: "lax", signed: true },
} as const;

/** Every request asks the person: an older sign-in or consent never answers for a new one. */
function askEachTime(): interactionPolicy.DefaultPolicy {
  const policy = interactionPolicy.base();
  const { Check } = interactionPolicy;
  const fresh = new Check("decision", "each request needs a decision", "login_required", (ctx) =>
    ctx.oidc.result?.login ? Check.NO_NEED_TO_PROMPT : Check.REQUEST_PROMPT,
  );
  policy.get("login")?.checks.add(fresh);
  return policy;
}

function resourceServer(origin: string, indicator: string) {
  const resource = parseResource(origin, indicator);
  if (!resource) throw new errors.InvalidTarget("resource names nothing of this server");
  return {
    scope: Scope.options.join(" "),
    audience: resource.audience,
    accessTokenFormat: "opaque" as const,
    accessTokenTTL: 3600,
  };
}

async function loadDecidedGrant(ctx: KoaContextWithOIDC) {
  const grant_id = ctx.oidc.result?.consent?.grantId;
  return grant_id === undefined ? undefined : await ctx.oidc.provider.Grant.find(grant_id);
}

/** The member behind a token, as long as they may act and did not end what they granted. */
function accountFinder(grants: Grants): FindAccount {
  return async (_ctx, sub, token) => {
    const account = parseAccountId(sub);
    if (!account) return undefined;
    const grant_id = token && "grantId" in token ? token.grantId : undefined;
    if (grant_id !== undefined && !(await grants.isUsable(account, grant_id))) return undefined;
    return { accountId: sub, claims: () => ({ sub }) };
  };
}

function isOriginOfClient(origin: string, redirect_uris: readonly string[]): boolean {
  return redirect_uris.some((uri) => URL.parse(uri)?.origin === origin);
}

function features(origin: string): Configuration["features"] {
  return {
    devInteractions: { enabled: false },
    userinfo: { enabled: false },
    dPoP: { enabled: false },
    pushedAuthorizationRequests: { enabled: false },
    rpInitiatedLogout: { enabled: false },
    introspection: { enabled: false },
    registration: { enabled: true, issueRegistrationAccessToken: false },
    revocation: { enabled: true, allowedPolicy: (_ctx, client, token) => token.clientId === client.clientId },
    clientIdMetadataDocument: { enabled: true, ack: "draft-02", cacheDuration: { min: 60, max: DAY_S } },
    resourceIndicators: {
      enabled: true,
      // A program of before resource indicators means what it was pointed at: the MCP endpoint.
      defaultResource: (_ctx, _client, oneOf) => oneOf ?? `${origin}/mcp`,
      useGrantedResource: () => true,
      getResourceServerInfo: (_ctx, indicator) => resourceServer(origin, indicator),
    },
  };
}

/** How oidc-provider is set up here: OAuth 2.1 for programs that act for a member in one workspace. */
export function oauthConfiguration(options: OAuthServerOptions): Configuration {
  const { origin, keys, grants } = options;
  const { consent: _page, ...routes } = OAUTH_PATHS;
  return {
    adapter: artefactAdapters(options),
    jwks: { keys: [keys.signing_key] },
    cookies: { keys: keys.cookie_keys, ...COOKIES },
    routes,
    scopes: ["offline_access", ...Scope.options],
    claims: {},
    responseTypes: ["code"],
    pkce: { required: () => true },
    clientAuthMethods: ["none", "client_secret_basic", "client_secret_post", "private_key_jwt"],
    clientDefaults: {
      grant_types: ["authorization_code", "refresh_token"],
      response_types: ["code"],
      token_endpoint_auth_method: "none",
      id_token_signed_response_alg: "ES256",
    },
    clientBasedCORS: (_ctx, from, client) => isOriginOfClient(from, client.redirectUris ?? []),
    features: features(origin),
    interactions: { policy: askEachTime(), url: (_ctx, { uid }) => `${OAUTH_PATHS.consent}/${uid}` },
    loadExistingGrant: loadDecidedGrant,
    findAccount: accountFinder(grants),
    // Tokens end with their grant, which the member can see and end; not with a cookie in some browser.
    expiresWithSession: () => false,
    issueRefreshToken: () => true,
    rotateRefreshToken: true,
    ttl: LIFETIMES_S,
    fetch: fetchDocument(options.fetch, options.origin),
    fetchResponseBodyLimits: { "client_id metadata document": MAX_DOCUMENT_BYTES, jwks_uri: MAX_DOCUMENT_BYTES },
    renderError: (ctx, { error, error_description }) => {
      ctx.type = "html";
      ctx.set("content-security-policy", ERROR_PAGE_POLICY);
      ctx.body = errorPage({ error, ...(error_description === undefined ? {} : { error_description }) });
    },
  };
}
