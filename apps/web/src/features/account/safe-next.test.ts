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
  "/.//evil.example",
  "/..//evil.example",
  "/%2e//evil.example",
  "/%2E%2e//evil.example",
  "/a/..//evil.example",
  "/a/../..//evil.example/b",
  "/.\\\\evil.example",
  "/.\t//evil.example",
  "/\n/evil.example",
  "/.//\\evil.example",
  "/./\\evil.example",
  "/.//user@evil.example:80/",
  "/\ud800",
  "http:evil.example",
  "\u0000//evil.example",
])("%j never leads to another site", (wanted) => {
  const next = safeNext(wanted);
  expect(next).toMatch(/^\/(?![/\\])/);
  expect(new URL(next, "http://own.invalid").host).toBe("own.invalid");
});

test("dots inside a path of our own are resolved and nothing else is lost", () => {
  expect(safeNext("/demo/./bugs/../queue?at=//x#//y")).toBe("/demo/queue?at=//x#//y");
});
