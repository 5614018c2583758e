import { expect, test } from "vitest";
import { parseOrigin } from "./connection-origin.ts";

test.each([
  ["http://localhost:3000", "http://localhost:3000"],
  ["localhost:3000", "http://localhost:3000"],
  ["127.0.0.1", "http://127.0.0.1"],
  ["bugs.example.com", "https://bugs.example.com"],
  ["  https://Bugs.Example.com/acme/bugs?x=1 ", "https://bugs.example.com"],
])("%s means %s", (text, origin) => {
  expect(parseOrigin(text)).toBe(origin);
});

test.each(["", "   ", "two words", "https://", "ftp://x"])("%j is no address", (text) => {
  expect(parseOrigin(text)).toBeNull();
});
