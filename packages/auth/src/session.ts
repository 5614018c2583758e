import type { Db } from "@hawkmoth/db/client";
import { sessions, users } from "@hawkmoth/db/schema/auth-tables";
import type { User } from "@hawkmoth/domain/account/schema";
import { and, eq, gt } from "drizzle-orm";
import { createHash, randomBytes } from "node:crypto";

export const SESSION_DAYS = 30;
const SESSION_MS = SESSION_DAYS * 86_400_000;

/** Name of the session cookie; the prefix makes browsers refuse it over plain http. */
export function sessionCookieName(is_secure: boolean): string {
  return is_secure ? "__Secure-hawkmoth.session" : "hawkmoth.session";
}

/** Attributes of the session cookie. */
export function sessionCookieOptions(is_secure: boolean) {
  return { httpOnly: true, sameSite: "lax", path: "/", secure: is_secure } as const;
}

/** What the database keeps of a token: a leaked table opens no session. */
export function hashToken(token: string): string {
  return createHash("sha256").update(token).digest("base64url");
}

/** Starts a session and returns the token for the cookie, which is stored nowhere. */
export async function createSession(db: Db, user_id: string): Promise<{ token: string; expires: Date }> {
  const token = randomBytes(32).toString("base64url");
  const expires = new Date(Date.now() + SESSION_MS);
  await db.insert(sessions).values({ sessionToken: hashToken(token), userId: user_id, expires });
  return { token, expires };
}

/** The user behind a session cookie, or null when it is unknown or over. */
export async function userOfSession(db: Db, token: string): Promise<User | null> {
  const [row] = await db
    .select({ id: users.id, email: users.email, name: users.name })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(and(eq(sessions.sessionToken, hashToken(token)), gt(sessions.expires, new Date())));
  return row ? { ...row, name: row.name ?? row.email } : null;
}

/** Ends a session; unknown tokens are fine. */
export async function deleteSession(db: Db, token: string): Promise<void> {
  await db.delete(sessions).where(eq(sessions.sessionToken, hashToken(token)));
}

/** Value of a cookie in a Cookie header, as it stands there. */
export function cookieOf(cookie_header: string | null, cookie: string): string | null {
  const name = `${cookie}=`;
  const pair = (cookie_header ?? "").split(/;\s*/).find((part) => part.startsWith(name));
  return pair ? pair.slice(name.length) : null;
}

/** Reads the session token of a Cookie header. */
export function sessionTokenOf(cookie_header: string | null, is_secure: boolean): string | null {
  return cookieOf(cookie_header, sessionCookieName(is_secure));
}
