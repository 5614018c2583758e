import { describe, expect, test } from "vitest";
import { parseEnv } from "./env.ts";

const good = {
  DATABASE_URL: "postgres://user:secret@127.0.0.1:5432/hawkmoth",
  HAWKMOTH_URL: "http://localhost:3000/",
  HAWKMOTH_DATA_DIR: "/var/lib/hawkmoth",
  AUTH_SECRET: "0123456789abcdef",
};

describe("the environment", () => {
  test("is read once, with defaults", () => {
    expect(parseEnv(good)).toMatchObject({
      env: { PORT: 3001, HOST: "127.0.0.1", HAWKMOTH_URL: "http://localhost:3000", TRUSTED_PROXIES: [] },
    });
  });

  test.each([
    [{ ...good, DATABASE_URL: undefined }, "DATABASE_URL is not set"],
    [{ ...good, DATABASE_URL: "" }, "DATABASE_URL is not set"],
    [
      { ...good, DATABASE_URL: "mysql://x/y" },
      "DATABASE_URL is not valid: expected postgres://user:password@host/database",
    ],
    [{ ...good, HAWKMOTH_URL: "localhost:3000" }, "HAWKMOTH_URL is not valid: expected an http or https address"],
    [{ ...good, AUTH_SECRET: "short" }, "AUTH_SECRET is not valid: use at least 16 characters"],
    [{ ...good, PORT: "http" }, "PORT is not valid: Invalid input: expected number, received NaN"],
    [
      { ...good, LIMIT_REST_PER_MINUTE: "0" },
      "LIMIT_REST_PER_MINUTE is not valid: Too small: expected number to be >=1",
    ],
  ])("with a bad value says which, in one line without the value: %#", (source, problem) => {
    const result = parseEnv(source);
    expect(result).toEqual({ problem });
  });
});
