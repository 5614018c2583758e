import { createSafeFetch } from "@hawkmoth/adapters/safe-fetch";
import type { Account } from "@hawkmoth/auth/oauth/account";
import type { Grants } from "@hawkmoth/auth/oauth/artefacts";
import { createOAuthServer, type OAuthServer } from "@hawkmoth/auth/oauth/server";
import { loadOAuthKeys } from "@hawkmoth/auth/oauth/server-keys";
import { createSealer } from "@hawkmoth/auth/sealer";
import type { Db } from "@hawkmoth/db/client";
import { endGrant } from "@hawkmoth/services/access/end-grant";
import { isGrantUsable } from "@hawkmoth/services/access/is-grant-usable";
import { prolongGrant } from "@hawkmoth/services/access/prolong-grant";
import type { PublicContext } from "@hawkmoth/services/context";
import type { Ports } from "@hawkmoth/services/ports";
import type { Env } from "./env.ts";

export interface OAuthParts {
  env: Env;
  db: Db;
  ports: Ports;
  /** How documents of strangers are fetched, unless the usual way. */
  fetch?: typeof fetch;
}

function grantsOf(ctx: PublicContext): Grants {
  const ref = (account: Account, grant_id: string) => ({ ...account, grant_id });
  return {
    isUsable: (account, grant_id) => isGrantUsable(ctx, ref(account, grant_id)),
    prolong: (account, grant_id, ttl_s) => prolongGrant(ctx, ref(account, grant_id), ttl_s),
    end: (account, grant_id) => endGrant(ctx, ref(account, grant_id)),
  };
}

/** The OAuth server with the members' grants behind it. */
export async function openOAuthServer({ env, db, ports, fetch: fetcher }: OAuthParts): Promise<OAuthServer> {
  const sealer = createSealer(env.AUTH_SECRET, "oauth");
  const web_origin = env.HAWKMOTH_URL;
  const ctx: PublicContext = { db, ports, via: "SYSTEM", client: null, request_id: "oauth", web_origin };
  const server = createOAuthServer({
    origin: web_origin,
    db,
    sealer,
    keys: await loadOAuthKeys(db, sealer),
    grants: grantsOf(ctx),
    fetch: fetcher ?? createSafeFetch(),
  });
  server.onServerError((err) => ports.log.error({ err }, "oauth request failed"));
  return server;
}
