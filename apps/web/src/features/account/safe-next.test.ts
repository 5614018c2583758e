import { expect, test } from "vitest";
import { safeNext } from "./safe-next.ts";

test("a path of our own is kept with its query", () => {
  expect(safeNext("/demo/bugs?q=cart#top")).toBe("/demo/bugs?q=cart#top");
});

test.each([
  undefined,
  "",
  "https://evil.example",
  "//evil.example",
  "/\\evil.example",
  "/\t/evil.example",
  "javascript:alert(1)",
  ["/a", "/b"],
])("%j never leads to another site", (wanted) => {
  expect(new URL(safeNext(wanted), "http://own.invalid").host).toBe("own.invalid");
});
