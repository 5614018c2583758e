import { expect, test } from "vitest";
import { isStorable, storable } from "./storable.ts";

test("a value keeps everything but NUL and halves of characters, at any depth and in keys", () => {
  expect(storable({ "a\0": ["b\ud800c", 1, null, { d: "😀\0" }] })).toEqual({ a: ["b\ufffdc", 1, null, { d: "😀" }] });
});

test("text with whole characters is storable", () => {
  expect(["", "😀", "İ"].every(isStorable)).toBe(true);
  expect(["\0", "\ud83d", "\ude00 "].some(isStorable)).toBe(false);
});
