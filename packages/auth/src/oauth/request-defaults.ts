import { DEFAULT_APP_SCOPES } from "@hawkmoth/domain/access/connected-app";
import type { KoaContextWithOIDC } from "oidc-provider";
import { OAUTH_PATHS } from "./paths.ts";
import { canonicalResources } from "./resources.ts";

/**
 * A program that asks for no scope means the ordinary ones, and a resource is the same with a slash at its end. And no
 * browser session of the OAuth server counts: who
 * signs in is asked of the dashboard at each request, so a cookie of an earlier person must not be in the way.
 */
export function withDefaults(origin: string) {
  return async (ctx: KoaContextWithOIDC, next: () => Promise<void>): Promise<void> => {
    if (ctx.path.startsWith(OAUTH_PATHS.authorization)) {
      ctx.req.headers.cookie = (ctx.req.headers.cookie ?? "")
        .split(/;\s*/)
        .filter((pair) => !/^hawkmoth\.oauth(\.sig)?=/.test(pair))
        .join("; ");
      if (ctx.path === OAUTH_PATHS.authorization && (ctx.query["scope"] ?? "") === "")
        ctx.query = { ...ctx.query, scope: DEFAULT_APP_SCOPES.join(" ") };
      const { resource } = ctx.query;
      if (resource !== undefined) ctx.query = { ...ctx.query, resource: canonicalResources(origin, [resource].flat()) };
    }
    await next();
  };
}
