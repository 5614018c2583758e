import type { Db } from "@hawkmoth/db/client";
import { users } from "@hawkmoth/db/schema/auth-tables";
import { SignInInput, type User } from "@hawkmoth/domain/account/schema";
import { AppError, invalidInput } from "@hawkmoth/domain/errors";
import { eq, sql } from "drizzle-orm";
import { verifyPassword } from "./password.ts";
import { createRateLimiter, type Limit, type RateLimiter } from "./rate-limiter.ts";
import { createSession, deleteSession } from "./session.ts";

type SignInLimit = "sign_in_ip" | "sign_in_email";

const LIMITS: Readonly<Record<SignInLimit, Limit>> = {
  sign_in_ip: { points: 10, duration_s: 60 },
  sign_in_email: { points: 20, duration_s: 3600 },
};

/** Counts attempts: 10 a minute from one address, 20 an hour on one e-mail. */
export function createSignInLimiter(db: Db, limits = LIMITS): RateLimiter<SignInLimit> {
  return createRateLimiter(db, limits);
}

export interface SignInAttempt {
  /** `{ email, password }` as it came. */
  input: unknown;
  ip: string;
  /** Session the browser had before; it ends, so that a session never outlives a sign-in. */
  previous_token: string | null;
}

export interface SignedIn {
  user: User;
  /** For the session cookie. */
  token: string;
  expires: Date;
}

/**
 * Signs a person in with e-mail and password.
 * @throws UNAUTHENTICATED with one text for unknown e-mail and wrong password, RATE_LIMITED, INVALID_INPUT
 */
export async function signInWithPassword(
  db: Db,
  limiter: RateLimiter<SignInLimit>,
  attempt: SignInAttempt,
): Promise<SignedIn> {
  await limiter.consume("sign_in_ip", attempt.ip);
  const parsed = SignInInput.safeParse(attempt.input);
  if (!parsed.success) throw invalidInput(parsed.error);
  const { email, password } = parsed.data;
  await limiter.consume("sign_in_email", email);
  const [row] = await db
    .select()
    .from(users)
    .where(eq(sql`lower(${users.email})`, email));
  const is_right = await verifyPassword(row?.password_hash ?? null, password);
  if (!row || !is_right)
    throw new AppError("UNAUTHENTICATED", {
      message: "E-mail or password is wrong.",
      hint: "Check both, or make an account.",
    });
  if (attempt.previous_token) await deleteSession(db, attempt.previous_token);
  const session = await createSession(db, row.id);
  return { ...session, user: { id: row.id, email: row.email, name: row.name ?? row.email } };
}
