import type { Db } from "@hawkmoth/db/client";
import { users } from "@hawkmoth/db/schema/auth-tables";
import { SignInInput, type User } from "@hawkmoth/domain/account/schema";
import { AppError, invalidInput } from "@hawkmoth/domain/errors";
import { eq, sql } from "drizzle-orm";
import { createHash } from "node:crypto";
import type { KnownBrowsers } from "./known-browser.ts";
import { verifyPassword } from "./password.ts";
import { createRateLimiter, type Limit, type RateLimiter } from "./rate-limiter.ts";
import { createSession, deleteSession } from "./session.ts";

type SignInLimit = "sign_in_ip" | "sign_in_email" | "sign_in_browser";

const LIMITS: Readonly<Record<SignInLimit, Limit>> = {
  sign_in_ip: { points: 10, duration_s: 60, is_returnable: true },
  sign_in_email: { points: 20, duration_s: 3600, is_returnable: true },
  sign_in_browser: { points: 20, duration_s: 3600, is_returnable: true },
};

/**
 * Counts failures: 10 a minute from one address, 20 an hour from one address on one e-mail, and 20 an hour in a browser
 * on an e-mail that was used in it before. Nobody can use up the attempts of another address or of a known browser.
 */
export function createSignInLimiter(db: Db, limits = LIMITS): RateLimiter<SignInLimit> {
  return createRateLimiter(db, limits);
}

/** What a sign-in is judged with. */
export interface SignInParts {
  db: Db;
  limiter: RateLimiter<SignInLimit>;
  browsers: KnownBrowsers;
}

export interface SignInAttempt {
  /** `{ email, password }` as it came. */
  input: unknown;
  /** What limits count for the address. */
  ip: string;
  /** Session the browser had before; it ends, so that a session never outlives a sign-in. */
  previous_token: string | null;
  /** Cookie of a browser in which somebody signed in before. */
  browser_cookie: string | null;
}

export interface SignedIn {
  user: User;
  /** For the session cookie. */
  token: string;
  expires: Date;
  /** For the cookie by which the browser is known again. */
  browser_cookie: string;
}

type Counter = [name: SignInLimit, key: string];

/** Takes a point of each counter, or of none. Gives back what returns the points. @throws RATE_LIMITED */
async function take(limiter: RateLimiter<SignInLimit>, counters: readonly Counter[]): Promise<() => Promise<void>> {
  const taken: Counter[] = [];
  const giveBack = async () => {
    for (const [name, key] of taken.splice(0)) await limiter.giveBack(name, key);
  };
  try {
    for (const counter of counters) {
      taken.push(counter);
      await limiter.consume(...counter);
    }
  } catch (error) {
    // An attempt that is not looked at is no failure.
    await giveBack();
    throw error;
  }
  return giveBack;
}

/** A known browser has points of its own; when they are used up it is one like any other. @throws RATE_LIMITED */
async function takeAttempt(
  { limiter, browsers }: SignInParts,
  { ip, browser_cookie }: SignInAttempt,
  email: string,
): Promise<() => Promise<void>> {
  const browser = browsers.find(browser_cookie, email);
  if (browser !== null)
    try {
      return await take(limiter, [["sign_in_browser", browser]]);
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== "RATE_LIMITED") throw error;
    }
  return await take(limiter, [
    ["sign_in_ip", ip],
    ["sign_in_email", `${ip} ${createHash("sha256").update(email).digest("base64url")}`],
  ]);
}

/** The account of that e-mail and password; null when either is wrong, after the same time. */
async function accountOf(db: Db, { email, password }: SignInInput) {
  const [row] = await db
    .select()
    .from(users)
    .where(eq(sql`lower(${users.email})`, email));
  const is_right = await verifyPassword(row?.password_hash ?? null, password);
  return row && is_right ? row : null;
}

/**
 * Signs a person in with e-mail and password. Only failures are counted.
 * @throws UNAUTHENTICATED with one text for unknown e-mail and wrong password, RATE_LIMITED, INVALID_INPUT
 */
export async function signInWithPassword(parts: SignInParts, attempt: SignInAttempt): Promise<SignedIn> {
  const { db, browsers } = parts;
  const parsed = SignInInput.safeParse(attempt.input);
  if (!parsed.success) throw invalidInput(parsed.error);
  const { email } = parsed.data;
  const giveBack = await takeAttempt(parts, attempt, email);
  let is_failure = false;
  try {
    const row = await accountOf(db, parsed.data);
    is_failure = row === null;
    if (row === null)
      throw new AppError("UNAUTHENTICATED", {
        message: "E-mail or password is wrong.",
        hint: "Check both, or make an account.",
      });
    if (attempt.previous_token) await deleteSession(db, attempt.previous_token);
    const session = await createSession(db, row.id);
    const browser_cookie = browsers.mark(attempt.browser_cookie, email);
    return { ...session, user: { id: row.id, email: row.email, name: row.name ?? row.email }, browser_cookie };
  } finally {
    if (!is_failure) await giveBack();
  }
}
