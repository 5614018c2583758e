import { expect, test } from "vitest";
import { createLogger } from "./logger-pino.ts";

function lines(): { text: () => string; destination: { write: (line: string) => void } } {
  const kept: string[] = [];
  return { text: () => kept.join(""), destination: { write: (line) => void kept.push(line) } };
}

test("an error of the database is logged with its cause, but without the values of the query", () => {
  const { text, destination } = lines();
  const cause = Object.assign(new Error("duplicate key value"), {
    code: "23505",
    constraint_name: "user_email",
    detail: "Key (email)=(ada@acme.test) already exists.",
  });
  const err = new Error("Failed query: insert into user\nparams: ada@acme.test,secret text\nof two lines", { cause });
  createLogger({ name: "test", level: "info", destination }).error({ err }, "call failed");
  expect(text()).not.toMatch(/ada@acme|secret text|of two lines/);
  expect(JSON.parse(text())).toMatchObject({
    err: { message: "Failed query: insert into user", cause: { code: "23505", constraint: "user_email" } },
    msg: "call failed",
  });
  expect(text()).toContain("logger-pino.test.ts");
});

test("fields that are credentials are not logged, at any of the usual depths", () => {
  const { text, destination } = lines();
  const log = createLogger({ name: "test", level: "info", destination });
  log.info({ password: "s3cret", request: { authorization: "s3cret" }, a: { b: { lease_token: "s3cret" } } }, "x");
  expect(text()).not.toContain("s3cret");
});

test("an error that causes itself does not hang the log", () => {
  const { text, destination } = lines();
  const err = new Error("round");
  err.cause = err;
  createLogger({ name: "test", level: "info", destination }).error({ err }, "x");
  expect(text()).toContain("round");
});
