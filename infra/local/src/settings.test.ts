import { expect, test } from "vitest";
import { readSettings } from "./settings.ts";

test("without any variable the product runs on http://localhost:3000 with the demo", () => {
  expect(readSettings({}, [])).toMatchObject({
    port: 3000,
    url: "http://localhost:3000",
    is_demo: true,
    is_dev: false,
  });
});

test("an empty variable counts as not set, as in a copy of .env.example", () => {
  const settings = readSettings({ PORT: "", HAWKMOTH_URL: "", DATABASE_URL: "", AUTH_SECRET: "" }, []);
  expect(settings.port).toBe(3000);
  expect(settings.auth_secret).toBeUndefined();
});

test("the public origin follows the port unless it is given", () => {
  expect(readSettings({ PORT: "4000" }, []).url).toBe("http://localhost:4000");
  expect(readSettings({ PORT: "4000", HAWKMOTH_URL: "https://bugs.example.com/" }, []).url).toBe(
    "https://bugs.example.com",
  );
});

test.each([
  [{ PORT: "abc" }, 'PORT: expected a whole number from 1 to 65535, got "abc"'],
  [{ PORT: "70000" }, 'PORT: expected a whole number from 1 to 65535, got "70000"'],
  [{ HAWKMOTH_DEMO: "maybe" }, 'HAWKMOTH_DEMO: expected 0 or 1, got "maybe"'],
  [{ DATABASE_URL: "mysql://x" }, "DATABASE_URL: expected postgres://user:password@host:port/database"],
  [{ AUTH_SECRET: "short" }, "AUTH_SECRET: expected at least 16 characters"],
  [{ HAWKMOTH_URL: "bugs" }, 'HAWKMOTH_URL: expected a URL such as https://bugs.example.com, got "bugs"'],
])("%o is one clear line", (environment, line) => {
  expect(() => readSettings(environment, [])).toThrow(line);
});

test("a wrong secret is not repeated on the screen", () => {
  const environment = { DATABASE_URL: "mysql://ann:hunter2@host/db", AUTH_SECRET: "swordfish" };
  expect(() => readSettings(environment, [])).not.toThrow(/hunter2|swordfish/);
});

test("all bad values are named at once", () => {
  expect(() => readSettings({ PORT: "0", HAWKMOTH_DEMO: "x" }, [])).toThrow(/PORT: .*; HAWKMOTH_DEMO: /);
});
