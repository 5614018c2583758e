import { users } from "@hawkmoth/db/schema/auth-tables";
import { testDatabase } from "@hawkmoth/db/testing/database";
import { makeUser, uniqueName } from "@hawkmoth/db/testing/factories";
import { AppError } from "@hawkmoth/domain/errors";
import { eq, sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { createKnownBrowsers } from "./known-browser.ts";
import { hashPassword, verifyPassword } from "./password.ts";
import { deleteSession, sessionTokenOf, userOfSession } from "./session.ts";
import { createSignInLimiter, signInWithPassword } from "./sign-in.ts";

const { db } = await testDatabase();
const limiter = createSignInLimiter(db);
const browsers = createKnownBrowsers("a secret only of the tests");
const parts = { db, limiter, browsers };
const PASSWORD = "correct horse battery";

async function person() {
  const user = await makeUser(db);
  await db
    .update(users)
    .set({ password_hash: await hashPassword(PASSWORD) })
    .where(eq(users.id, user.id));
  return user;
}

interface Circumstances {
  ip?: string;
  previous_token?: string | null;
  browser_cookie?: string | null;
}

function attempt(email: string, password: string, given: Circumstances = {}) {
  const from = { ip: uniqueName("ip"), previous_token: null, browser_cookie: null, ...given };
  return signInWithPassword(parts, { input: { email, password }, ...from });
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
    const second = await attempt(user.email, PASSWORD, { previous_token: first.token });
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
  const fail = async (email: string, given: Circumstances, times: number) => {
    const codes: string[] = [];
    for (let count = 0; count < times; count += 1)
      codes.push((await errorOf(attempt(email, "wrong password", given))).code);
    return codes;
  };

  test("an address has 10 failures a minute, whatever the accounts", async () => {
    const people = [await person(), await person()];
    const ip = uniqueName("ip");
    for (let count = 0; count < 10; count += 1) await fail(people[count % 2]?.email ?? "", { ip }, 1);
    const error = await errorOf(attempt(people[0]?.email ?? "", PASSWORD, { ip }));
    expect(error.code).toBe("RATE_LIMITED");
    expect(error.options.retry_after_s).toBeGreaterThan(0);
  });

  test("attempts sent at once are counted before their passwords are looked at", async () => {
    const user = await person();
    const ip = uniqueName("ip");
    const at_once = await Promise.all(
      Array.from({ length: 30 }, () => errorOf(attempt(user.email, "wrong password", { ip }))),
    );
    expect(at_once.filter(({ code }) => code === "UNAUTHENTICATED").length).toBeLessThanOrEqual(10);
  });

  test("right passwords use up nothing", async () => {
    const user = await person();
    const ip = uniqueName("ip");
    for (let count = 0; count < 25; count += 1) await attempt(user.email, PASSWORD, { ip });
    expect(await fail(user.email, { ip }, 10)).toEqual(Array.from({ length: 10 }, () => "UNAUTHENTICATED"));
  });

  test("failures of strangers, at however many addresses, keep nobody else out", async () => {
    const user = await person();
    for (let count = 0; count < 30; count += 1) await fail(user.email, {}, 1);
    expect((await attempt(user.email, PASSWORD)).user.id).toBe(user.id);
  });

  test("one address has 20 failures an hour on one account", async () => {
    const user = await person();
    const ip = uniqueName("ip");
    const nextMinute = () => db.execute(sql`delete from rate_limit where key like 'sign_in_ip:%'`);
    await fail(user.email, { ip }, 10);
    await nextMinute();
    await fail(user.email, { ip }, 10);
    await nextMinute();
    expect((await errorOf(attempt(user.email, PASSWORD, { ip }))).code).toBe("RATE_LIMITED");
    expect((await attempt((await person()).email, PASSWORD, { ip })).token).toBeTruthy();
  });

  test("a browser in which the account was used before is let through where its address is full", async () => {
    const user = await person();
    const ip = uniqueName("ip");
    const { browser_cookie } = await attempt(user.email, PASSWORD, { ip });
    expect(await fail(user.email, { ip }, 12)).toContain("RATE_LIMITED");
    expect((await attempt(user.email, PASSWORD, { ip, browser_cookie })).user.id).toBe(user.id);
    const other = await person();
    expect((await errorOf(attempt(other.email, PASSWORD, { ip, browser_cookie }))).code).toBe("RATE_LIMITED");
  });

  test("a known browser has 20 failures an hour, then it is one like any other", async () => {
    const user = await person();
    const ip = uniqueName("ip");
    const { browser_cookie } = await attempt(user.email, PASSWORD, { ip });
    const codes = await fail(user.email, { ip, browser_cookie }, 31);
    expect(codes.filter((code) => code === "UNAUTHENTICATED")).toHaveLength(30);
    expect(codes.at(-1)).toBe("RATE_LIMITED");
  });

  test("an unknown e-mail is limited as a known one, in the same words", async () => {
    const [known, nobody] = [(await person()).email, `${uniqueName("nobody")}@example.test`];
    const [one, two] = [
      await fail(known, { ip: uniqueName("ip") }, 12),
      await fail(nobody, { ip: uniqueName("ip") }, 12),
    ];
    expect(one).toEqual(two);
  });

  test("counts of several processes add up", async () => {
    const user = await person();
    const ip = uniqueName("ip");
    const limiters = [createSignInLimiter(db), createSignInLimiter(db)];
    const codes: string[] = [];
    for (let count = 0; count < 12; count += 1) {
      const input = { email: user.email, password: "wrong password" };
      const one = { ...parts, limiter: limiters[count % 2] ?? limiter };
      const sent = signInWithPassword(one, { input, ip, previous_token: null, browser_cookie: null });
      codes.push((await errorOf(sent)).code);
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
