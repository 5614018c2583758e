import type { MiddlewareHandler } from "hono";

/** Headers of every answer of the API: nothing here is a page, so nothing may run, frame or be guessed. */
export function securityHeaders(web_origin: string): MiddlewareHandler {
  const is_secure = web_origin.startsWith("https:");
  return async (c, next) => {
    await next();
    const { headers } = c.res;
    headers.set("x-content-type-options", "nosniff");
    headers.set("referrer-policy", "no-referrer");
    headers.set("x-frame-options", "DENY");
    if (!headers.has("content-security-policy"))
      headers.set("content-security-policy", "default-src 'none'; frame-ancestors 'none'; sandbox");
    if (!headers.has("cache-control")) headers.set("cache-control", "no-store");
    const challenge = headers.get("www-authenticate");
    if (challenge !== null) headers.set("www-authenticate", whereToSignIn(challenge, c.req.raw, web_origin));
    if (is_secure) headers.set("strict-transport-security", "max-age=31536000; includeSubDomains");
  };
}

/** A challenge that also names the protected-resource metadata (RFC 9728, 5.1), and a token that was shown as no good. */
function whereToSignIn(challenge: string, { headers }: Request, web_origin: string): string {
  const isBad = headers.has("authorization") && !challenge.includes("error=");
  const verdict = isBad ? ', error="invalid_token"' : "";
  return `${challenge}${verdict}, resource_metadata="${web_origin}/.well-known/oauth-protected-resource"`;
}
