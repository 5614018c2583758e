import type { Caller } from "@hawkmoth/api/context";
import { ACCESS_TOKEN_STEM, type OAuthServer } from "@hawkmoth/auth/oauth/server";
import { sessionTokenOf, userOfSession } from "@hawkmoth/auth/session";
import { AppError } from "@hawkmoth/domain/errors";
import { narrowToProject } from "@hawkmoth/services/access/narrow-to-project";
import { resolveGrant } from "@hawkmoth/services/access/resolve-grant";
import { resolveKey } from "@hawkmoth/services/access/resolve-key";
import { resolveSession } from "@hawkmoth/services/access/resolve-session";
import type { PublicContext } from "@hawkmoth/services/context";

export interface Credentials {
  /** Value of a key in any of its headers. */
  key: string | null;
  /** Value of the session cookie. */
  session_token: string | null;
  /** Slug or id of the workspace a session wants to act in. */
  workspace: string | null;
  /** True when the request could change something and did not come from a page of ours. */
  is_cross_site_write: boolean;
}

function bearerOf(header: string | null): string | null {
  return /^Bearer\s+(\S+)\s*$/i.exec(header ?? "")?.[1] ?? null;
}

/** Reads what a request shows, without judging it. A cookie write must come from a page of `web_origin` itself. */
export function credentialsOf(request: Request, web_origin: string): Credentials {
  const { headers, method } = request;
  const origin = headers.get("origin");
  const is_own_page = origin === null ? headers.get("sec-fetch-site") === "same-origin" : origin === web_origin;
  return {
    key: bearerOf(headers.get("authorization")) ?? headers.get("x-mcp-token") ?? headers.get("x-api-key"),
    session_token: sessionTokenOf(headers.get("cookie"), web_origin.startsWith("https:")),
    workspace: headers.get("x-hawkmoth-workspace") ?? new URL(request.url).searchParams.get("workspace"),
    is_cross_site_write: !["GET", "HEAD", "OPTIONS"].includes(method) && !is_own_page,
  };
}

/** Whom the token of a connected app acts for. */
async function connectedApp(ctx: PublicContext, value: string, oauth: OAuthServer): Promise<Caller> {
  const token = await oauth.readAccessToken(value);
  const found = token && (await resolveGrant(ctx, token, token.scopes));
  if (found) return { kind: "key", ...found };
  const error = new AppError("UNAUTHENTICATED", {
    message: "The access token is unknown, expired or was disconnected.",
    hint: "Sign in again.",
  });
  return { kind: "refused", error };
}

/** Finds out who is behind the credentials. A credential that is shown and does not hold is refused, not ignored. */
export async function authenticate(ctx: PublicContext, credentials: Credentials, oauth: OAuthServer): Promise<Caller> {
  const { key, session_token } = credentials;
  if (key?.startsWith(ACCESS_TOKEN_STEM)) return await connectedApp(ctx, key, oauth);
  if (key !== null) {
    const found = await resolveKey(ctx, key);
    if (!found)
      return {
        kind: "refused",
        error: new AppError("UNAUTHENTICATED", { message: "The key is unknown, expired or revoked." }),
      };
    return "actor" in found
      ? { kind: "key", actor: found.actor }
      : { kind: "publishable", publishable: found.publishable };
  }
  if (session_token === null) return { kind: "anonymous" };
  const user = await userOfSession(ctx.db, session_token);
  if (!user) return { kind: "anonymous" };
  if (credentials.is_cross_site_write)
    return {
      kind: "refused",
      error: new AppError("FORBIDDEN", {
        message: "A signed-in browser may only write from the dashboard itself.",
        hint: "Send a key in the Authorization header instead of the cookie.",
      }),
    };
  const actor = await resolveSession(ctx, user.id, credentials.workspace);
  return { kind: "session", user, actor };
}

/** The caller, who for this request sees only the project of that id or key; the same without one. */
export async function narrowed(ctx: PublicContext, caller: Caller, project: string | undefined): Promise<Caller> {
  if (project === undefined || (caller.kind !== "key" && caller.kind !== "session") || !caller.actor) return caller;
  return { ...caller, actor: await narrowToProject(ctx, caller.actor, project.trim()) };
}
