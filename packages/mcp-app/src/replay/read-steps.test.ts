import { expect, test } from "vitest";
import { formatClock } from "./clock.ts";
import { readSteps } from "./read-steps.ts";

test("steps come in order of time, and rows that are none are left out", () => {
  const timeline = [{ at_ms: 900, text: "clicked Pay" }, { at_ms: 100, text: "opened /cart" }, { at_ms: "?" }, null];
  expect(readSteps({ timeline })).toEqual([
    { at_ms: 100, text: "opened /cart" },
    { at_ms: 900, text: "clicked Pay" },
  ]);
  expect(readSteps({})).toEqual([]);
});

test("times read as minutes and seconds", () => {
  expect([formatClock(0), formatClock(65_900), formatClock(-5)]).toEqual(["0:00", "1:05", "0:00"]);
});
