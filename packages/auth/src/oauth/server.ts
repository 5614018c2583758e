import { AppError } from "@hawkmoth/domain/errors";
import type { IncomingMessage, ServerResponse } from "node:http";
import Provider from "oidc-provider";
import { type Account, parseAccountId } from "./account.ts";
import { oauthConfiguration, type OAuthServerOptions } from "./configuration.ts";
import { allowRequest, type Decision, denyRequest, type Exchange, pendingRequest } from "./consent.ts";
import { answerOutages } from "./fetch-document.ts";
import { repeatRefreshAnswers } from "./refresh-answers.ts";
import { withDefaults } from "./request-defaults.ts";
import { parseResource } from "./resources.ts";

/** Begins every access token, so that it is told apart from a key and found where it leaked. */
export const ACCESS_TOKEN_STEM = "hm_oat_";
const REFRESH_TOKEN_STEM = "hm_ort_";

/** What an access token says. */
export interface AccessGrant extends Account {
  grant_id: string;
  client_id: string;
  scopes: readonly string[];
}

/** Puts a stem in front of the token ids that the library makes for a model. */
function setStem(model: { prototype: object }, stem: string): void {
  const { prototype } = model;
  const generate: unknown = Reflect.get(prototype, "generateTokenId");
  if (typeof generate !== "function") throw new AppError("INTERNAL", { cause: "oidc-provider makes ids otherwise" });
  const generateTokenId = function (this: unknown): string {
    return stem + String(generate.call(this));
  };
  Object.defineProperty(prototype, "generateTokenId", { value: generateTokenId });
}

function makeProvider(options: OAuthServerOptions): Provider {
  const provider = new Provider(options.origin, oauthConfiguration(options));
  provider.proxy = true;
  setStem(provider.AccessToken, ACCESS_TOKEN_STEM);
  setStem(provider.RefreshToken, REFRESH_TOKEN_STEM);
  provider.use(repeatRefreshAnswers(options.db));
  answerOutages(provider);
  provider.use(withDefaults(options.origin));
  return provider;
}

/**
 * The token of the API and of MCP is the same: MCP hands it on to the API, and both are one resource of one
 * installation, so any audience of this installation counts and one of another never does.
 */
async function readAccessToken(provider: Provider, value: string): Promise<AccessGrant | null> {
  const token = await provider.AccessToken.find(value);
  const account = parseAccountId(token?.accountId);
  if (!token || !account || token.grantId === undefined || token.clientId === undefined) return null;
  const audiences = [token.aud].flat();
  if (!audiences.some((audience) => audience !== undefined && parseResource(provider.issuer, audience))) return null;
  return { ...account, grant_id: token.grantId, client_id: token.clientId, scopes: [...token.scopes] };
}

/** The OAuth server of this installation. Holds no state: any process continues what another began. */
export function createOAuthServer(options: OAuthServerOptions) {
  const provider = makeProvider(options);
  const handler = provider.callback();
  return {
    /** Answers everything below /oauth but the consent, and the metadata of the server. */
    handle: (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => handler(incoming, outgoing),
    /** Gets the errors that are ours; answers never show them. */
    onServerError: (listener: (error: Error) => void): void => {
      provider.on("server_error", (_ctx, error) => listener(error));
    },
    /** What an access token says; null when it is unknown, over, or was issued for another server. */
    readAccessToken: (value: string) => readAccessToken(provider, value),
    pendingRequest: (exchange: Exchange) => pendingRequest(provider, exchange),
    allow: (exchange: Exchange, decision: Decision) => allowRequest(provider, exchange, decision),
    deny: (exchange: Exchange) => denyRequest(provider, exchange),
  };
}

export type OAuthServer = ReturnType<typeof createOAuthServer>;
