import { expect, test } from "vitest";
import { absoluteTime, shortAge, timeLeft } from "./time-text.ts";

const NOW = Date.parse("2025-11-21T09:00:00.000Z");

test.each([
  ["2025-11-21T08:59:55.000Z", "now"],
  ["2025-11-21T08:59:15.000Z", "45s"],
  ["2025-11-21T08:55:00.000Z", "5m"],
  ["2025-11-21T06:01:00.000Z", "2h"],
  ["2025-11-18T08:00:00.000Z", "3d"],
  ["2025-08-01T08:00:00.000Z", "3mo"],
  ["2023-08-01T08:00:00.000Z", "2y"],
])("an age is one number and one unit: %s is %s", (iso, text) => {
  expect(shortAge(iso, NOW)).toBe(text);
});

test("the absolute time names its zone", () => {
  expect(absoluteTime("2025-11-21T09:05:12.000Z")).toBe("21 Nov 2025, 09:05:12 UTC");
});

test("time left counts down in minutes and seconds and ends as null", () => {
  expect(timeLeft("2025-11-21T09:14:59.000Z", NOW)).toBe("14:59");
  expect(timeLeft("2025-11-21T09:00:00.400Z", NOW)).toBe("0:01");
  expect(timeLeft("2025-11-21T09:00:00.000Z", NOW)).toBeNull();
});
