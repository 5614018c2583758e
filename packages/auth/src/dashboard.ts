import { connect } from "@hawkmoth/db/client";
import { createAuth } from "./next-auth.ts";
import { browserCookieName, browserCookieOptions, createKnownBrowsers } from "./known-browser.ts";
import { cookieOf, sessionCookieName, sessionCookieOptions, sessionTokenOf } from "./session.ts";
import { createSignInLimiter, type SignedIn, type SignInParts, signInWithPassword } from "./sign-in.ts";

export interface DashboardAuthOptions {
  database_url: string;
  secret: string;
  /** Public origin of the dashboard. */
  url: string;
}

export interface PasswordAttempt {
  /** `{ email, password }` as it came. */
  input: unknown;
  ip: string;
  cookie_header: string | null;
}

/** Sign-in of the dashboard's own server: next-auth's routes, and passwords beside them. */
export function openDashboardAuth({ database_url, secret, url }: DashboardAuthOptions) {
  const db = connect(database_url, { max_connections: 4 });
  const parts: SignInParts = { db, limiter: createSignInLimiter(db), browsers: createKnownBrowsers(secret) };
  const is_secure = url.startsWith("https:");
  return {
    handlers: createAuth({ db, secret, url }).handlers,
    cookie: { name: sessionCookieName(is_secure), options: sessionCookieOptions(is_secure) },
    browser_cookie: { name: browserCookieName(is_secure), options: browserCookieOptions(is_secure) },
    /** @throws UNAUTHENTICATED, RATE_LIMITED, INVALID_INPUT as signInWithPassword does. */
    signIn: ({ input, ip, cookie_header }: PasswordAttempt): Promise<SignedIn> =>
      signInWithPassword(parts, {
        input,
        ip,
        previous_token: sessionTokenOf(cookie_header, is_secure),
        browser_cookie: cookieOf(cookie_header, browserCookieName(is_secure)),
      }),
  };
}

export type DashboardAuth = ReturnType<typeof openDashboardAuth>;
