import { users } from "@hawkmoth/db/schema/auth-tables";
import { testDatabase } from "@hawkmoth/db/testing/database";
import { makeUser, uniqueName } from "@hawkmoth/db/testing/factories";
import { AppError } from "@hawkmoth/domain/errors";
import { eq, sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { hashPassword, verifyPassword } from "./password.ts";
import { deleteSession, sessionTokenOf, userOfSession } from "./session.ts";
import { createSignInLimiter, signInWithPassword } from "./sign-in.ts";

const { db } = await testDatabase();
const limiter = createSignInLimiter(db);
const PASSWORD = "correct horse battery";

async function person() {
  const user = await makeUser(db);
  await db
    .update(users)
    .set({ password_hash: await hashPassword(PASSWORD) })
    .where(eq(users.id, user.id));
  return user;
}

function attempt(email: string, password: string, previous_token: string | null = null) {
  return signInWithPassword(db, limiter, { input: { email, password }, ip: uniqueName("ip"), previous_token });
}

async function errorOf(promise: Promise<unknown>): Promise<AppError> {
  const error: unknown = await promise.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (error instanceof AppError) return error;
  throw new Error("expected an AppError");
}

describe("sign-in with e-mail and password", () => {
  test("makes a session whose token is not in the database", async () => {
    const user = await person();
    const signed = await attempt(user.email.toUpperCase(), PASSWORD);
    expect(signed.user).toEqual({ id: user.id, email: user.email, name: user.name });
    expect(await userOfSession(db, signed.token)).toEqual(signed.user);
    const rows = await db.execute<{ row: string }>(sql`select session::text as row from session`);
    expect(rows.map((row) => row.row).join("\n")).not.toContain(signed.token);
  });

  test("ends the session the browser had before", async () => {
    const user = await person();
    const first = await attempt(user.email, PASSWORD);
    const second = await attempt(user.email, PASSWORD, first.token);
    expect(await userOfSession(db, first.token)).toBeNull();
    expect(await userOfSession(db, second.token)).not.toBeNull();
    await deleteSession(db, second.token);
    expect(await userOfSession(db, second.token)).toBeNull();
  });

  test("answers a wrong password, an unknown e-mail and an account without a password alike", async () => {
    const [known, bare] = [await person(), await makeUser(db)];
    const errors = [
      await errorOf(attempt(known.email, "not the password")),
      await errorOf(attempt("nobody@example.test", PASSWORD)),
      await errorOf(attempt(bare.email, PASSWORD)),
    ];
    expect(errors.map(({ code, message }) => ({ code, message }))).toEqual(
      errors.map(() => ({ code: "UNAUTHENTICATED", message: "E-mail or password is wrong." })),
    );
  });

  test("an expired session opens nothing", async () => {
    const user = await person();
    const { token } = await attempt(user.email, PASSWORD);
    await db.execute(sql`update session set expires = now() - interval '1 second'`);
    expect(await userOfSession(db, token)).toBeNull();
  });
});

describe("guessing", () => {
  test("an address has 10 attempts a minute, also with the right password", async () => {
    const user = await person();
    const ip = uniqueName("ip");
    const once = (password: string) =>
      signInWithPassword(db, limiter, { input: { email: user.email, password }, ip, previous_token: null });
    for (let count = 0; count < 10; count += 1)
      expect((await errorOf(once("wrong password"))).code).toBe("UNAUTHENTICATED");
    const error = await errorOf(once(PASSWORD));
    expect(error.code).toBe("RATE_LIMITED");
    expect(error.options.retry_after_s).toBeGreaterThan(0);
  });

  test("an e-mail has 20 attempts an hour from all addresses together", async () => {
    const user = await person();
    for (let count = 0; count < 20; count += 1) await errorOf(attempt(user.email, "wrong password"));
    expect((await errorOf(attempt(user.email, PASSWORD))).code).toBe("RATE_LIMITED");
  });

  test("counts of several processes add up", async () => {
    const user = await person();
    const ip = uniqueName("ip");
    const limiters = [createSignInLimiter(db), createSignInLimiter(db)];
    const codes: string[] = [];
    for (let count = 0; count < 12; count += 1) {
      const input = { email: user.email, password: "wrong password" };
      const one = limiters[count % 2] ?? limiter;
      codes.push((await errorOf(signInWithPassword(db, one, { input, ip, previous_token: null }))).code);
    }
    expect(codes.filter((code) => code === "RATE_LIMITED")).toHaveLength(2);
  });
});

describe("the stored form of a password", () => {
  test("is argon2id and matches only its password", async () => {
    const stored = await hashPassword(PASSWORD);
    expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await verifyPassword(stored, PASSWORD)).toBe(true);
    expect(await verifyPassword(stored, `${PASSWORD} `)).toBe(false);
    expect(await verifyPassword(null, "a password that nobody has")).toBe(false);
  });
});

test("the session cookie is found among others, under the name of its scheme", () => {
  expect(sessionTokenOf("a=1; hawkmoth.session=to-k_en; b=2", false)).toBe("to-k_en");
  expect(sessionTokenOf("hawkmoth.session=token", true)).toBeNull();
  expect(sessionTokenOf("__Secure-hawkmoth.session=token", true)).toBe("token");
});
