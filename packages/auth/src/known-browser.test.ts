import { expect, test } from "vitest";
import { createKnownBrowsers } from "./known-browser.ts";

const browsers = createKnownBrowsers("a secret only of the tests");

test("a browser is known for the accounts that were used in it, and for no other", () => {
  const first = browsers.mark(null, "ada@example.test");
  const both = browsers.mark(first, "bob@example.test");
  expect(browsers.find(both, "ada@example.test")).toBe(browsers.find(first, "ada@example.test"));
  expect(browsers.find(both, "bob@example.test")).not.toBeNull();
  expect(browsers.find(both, "eve@example.test")).toBeNull();
  expect(browsers.find(null, "ada@example.test")).toBeNull();
});

test("a cookie that was made up, changed or sealed under another secret makes no browser known", () => {
  const own = browsers.mark(null, "ada@example.test");
  const foreign = createKnownBrowsers("another secret of the tests").mark(null, "ada@example.test");
  const changed = own.slice(0, -4) + (own.endsWith("AAAA") ? "BBBB" : "AAAA");
  for (const cookie of [foreign, changed, "x", "", "....", "a".repeat(100_000), own.slice(0, 20)])
    expect(browsers.find(cookie, "ada@example.test")).toBeNull();
});

test("signing in again keeps the id of the browser, and the cookie stays small", () => {
  let cookie = browsers.mark(null, "ada@example.test");
  const id = browsers.find(cookie, "ada@example.test");
  for (let count = 0; count < 20; count += 1) cookie = browsers.mark(cookie, `person-${count}@example.test`);
  expect(cookie.length).toBeLessThan(1000);
  cookie = browsers.mark(cookie, "person-19@example.test");
  expect(browsers.find(cookie, "person-19@example.test")).not.toBeNull();
  expect(
    browsers.find(browsers.mark(browsers.mark(null, "ada@example.test"), "x@example.test"), "x@example.test"),
  ).not.toBe(id);
});
