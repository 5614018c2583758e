import { describe, expect, test } from "vitest";
import { isAllowedOrigin } from "./origins.ts";
import { Origin } from "./schema.ts";

describe("an allowed origin", () => {
  test.each([
    ["https://shop.example", "https://shop.example"],
    ["HTTPS://Shop.Example/", "https://shop.example"],
    ["https://shop.example:443", "https://shop.example"],
    ["http://localhost:3000", "http://localhost:3000"],
    ["http://[::1]:3000", "http://[::1]:3000"],
    ["https://*.shop.example", "https://*.shop.example"],
    ["https://bücher.example", "https://xn--bcher-kva.example"],
  ])("%s is kept as %s", (given, kept) => {
    expect(Origin.parse(given)).toBe(kept);
  });

  test.each([
    "https://*.x",
    "https://*",
    "https://*.",
    "https://*.*.shop.example",
    "https://a.*.example",
    "https://shop*.example",
    "https://*.127.0.0.1",
    "https://user@shop.example",
    "https://user:pw@shop.example",
    "https://*.shop.example@evil.example",
    "https://shop.example/path",
    "https://shop.example?x",
    "https://shop.example#x",
    "https://shop.example:99999",
    "https://shop.example\\evil",
    "https://",
    "ftp://shop.example",
    "null",
    "chrome-extension://abcdef",
    "https://shop example",
  ])("%s is refused", (given) => {
    expect(Origin.safeParse(given).success).toBe(false);
  });
});

test("a wildcard lets in what lies below it, of the same scheme and port, and nothing else", () => {
  const allowed = ["https://*.shop.example", "http://localhost:3000"];
  const judge = (origin: string) => isAllowedOrigin(origin, allowed);
  expect(["https://a.shop.example", "https://a.b.shop.example", "http://localhost:3000"].map(judge)).toEqual([
    true,
    true,
    true,
  ]);
  for (const origin of [
    "https://shop.example",
    "http://a.shop.example",
    "https://a.shop.example:8443",
    "https://evilshop.example",
    "https://shop.example.evil.example",
    "http://localhost:3001",
    "null",
    "",
  ])
    expect(judge(origin)).toBe(false);
});
