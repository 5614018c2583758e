import { expect, test } from "vitest";
import { isLooser, loosestMode } from "./privacy-order.ts";
import { PrivacyMode } from "./schema.ts";

test("MINIMAL shows more than MODERATE, and that more than STRICT", () => {
  expect(isLooser("MINIMAL", "MODERATE")).toBe(true);
  expect(isLooser("MODERATE", "STRICT")).toBe(true);
  expect(isLooser("STRICT", "MINIMAL")).toBe(false);
  for (const mode of PrivacyMode.options) expect(isLooser(mode, mode)).toBe(false);
});

test("what was recorded under several modes is masked as its least masked part", () => {
  expect(loosestMode(["STRICT", "MODERATE"])).toBe("MODERATE");
  expect(loosestMode(["MODERATE", "MINIMAL", "STRICT"])).toBe("MINIMAL");
  expect(loosestMode([])).toBe("MINIMAL");
});
