import { expect, test } from "vitest";
import { logSafeError } from "./log-safe-error.ts";

function texts(error: unknown): string {
  return JSON.stringify(logSafeError(error));
}

test("values of a query are left out, wherever the error carries them", () => {
  const cause = Object.assign(new Error('invalid input syntax for type uuid: "ada@acme.test"'), {
    code: "22P02",
    detail: "Key (email)=(ada@acme.test) already exists.",
    parameters: ["ada@acme.test"],
  });
  const err = Object.assign(new Error("Failed query: select 1\nparams: ada@acme.test,s3cret", { cause }), {
    query: "select 1",
    params: ["ada@acme.test", "s3cret"],
  });
  expect(texts(err)).not.toMatch(/ada@|s3cret/);
  expect(logSafeError(err)).toMatchObject({ message: "Failed query: select 1", cause: { code: "22P02" } });
});

test("e-mail addresses are left out of any message, and paths of packages stay", () => {
  const err = new Error("mail to <ada.l+x@mail.acme.example> bounced");
  err.stack = "Error: x\n    at f (/app/node_modules/.pnpm/hono@4.9.1_@types+node@24/node_modules/hono/dist/a.js:1:2)";
  expect(logSafeError(err)).toMatchObject({
    message: "mail to <[e-mail]> bounced",
    stack: expect.stringContaining("hono@4.9.1_@types+node@24"),
  });
});

test("what is no error is not printed, and an error that causes itself ends", () => {
  expect(logSafeError({ email: "ada@acme.test" })).toBe("object");
  const err = new Error("round");
  err.cause = err;
  expect(texts(err)).toContain("round");
});

test("a long message takes time in proportion", () => {
  const timed = (text: string) => {
    const started_at = performance.now();
    for (let times = 0; times < 200; times += 1) texts(new Error(text));
    return performance.now() - started_at;
  };
  timed("a".repeat(500));
  expect(timed("a.".repeat(100_000)) / timed("a.".repeat(25_000))).toBeLessThan(5);
});
