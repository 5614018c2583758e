import { expect, test } from "vitest";
import { isRealTime } from "./time.ts";

test("only times that exist are real", () => {
  expect(["2026-02-28T23:59:59Z", "2024-02-29T00:00:00.000Z", "0001-01-01T00:00:00.000Z"].every(isRealTime)).toBe(true);
  const unreal = ["2026-02-30T00:00:00Z", "0000-01-01T00:00:00.000Z", "2026-01-01", "abc", "+010000-01-01T00:00:00Z"];
  expect(unreal.some(isRealTime)).toBe(false);
});
