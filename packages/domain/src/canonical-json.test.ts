import { expect, test } from "vitest";
import { canonicalJson } from "./canonical-json.ts";

test("keys stand in order at every depth, lists keep theirs", () => {
  expect(canonicalJson({ b: [{ d: 1, c: 2 }], a: null })).toBe('{"a":null,"b":[{"c":2,"d":1}]}');
  expect(canonicalJson({ a: [1, 2] })).not.toBe(canonicalJson({ a: [2, 1] }));
});
