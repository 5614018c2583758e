import { DEFAULT_APP_SCOPES } from "@hawkmoth/domain/access/connected-app";
import type { KoaContextWithOIDC } from "oidc-provider";
import { OAUTH_PATHS } from "./paths.ts";

/**
 * A program that asks for no scope means the ordinary ones. And no browser session of the OAuth server counts: who
 * signs in is asked of the dashboard at each request, so a cookie of an earlier person must not be in the way.
 */
export function withDefaults() {
  return async (ctx: KoaContextWithOIDC, next: () => Promise<void>): Promise<void> => {
    if (ctx.path.startsWith(OAUTH_PATHS.authorization)) {
      ctx.req.headers.cookie = (ctx.req.headers.cookie ?? "")
        .split(/;\s*/)
        .filter((pair) => !/^hawkmoth\.oauth(\.sig)?=/.test(pair))
        .join("; ");
      if (ctx.path === OAUTH_PATHS.authorization && (ctx.query["scope"] ?? "") === "")
        ctx.query = { ...ctx.query, scope: DEFAULT_APP_SCOPES.join(" ") };
    }
    await next();
  };
}
