import type { TimelineEntry } from "@hawkmoth/domain/evidence/schema";
import { expect, test } from "vitest";
import { formatClock, formatLinkTime, indexAt, parseLinkTime } from "./clock.ts";
import { layOutLanes, percentAt, timeAtPercent } from "./lanes.ts";

const range = { start_ms: 1000, end_ms: 11_000 };

function entry(at_ms: number, kind: TimelineEntry["kind"], level: TimelineEntry["level"] = "info"): TimelineEntry {
  return { at_ms, kind, level, text: `${kind} ${at_ms}`, ref: 0 };
}

test("a time is placed by its share of the range and never outside of it", () => {
  expect(percentAt(6000, range)).toBe(50);
  expect(percentAt(-500, range)).toBe(0);
  expect(percentAt(99_000, range)).toBe(100);
  expect(percentAt(5, { start_ms: 5, end_ms: 5 })).toBe(0);
});

test("actions and navigations share a lane, and a lane without entries is not drawn", () => {
  const lanes = layOutLanes([entry(2000, "action"), entry(6000, "navigation"), entry(7000, "error", "error")], range);
  expect(lanes.map((lane) => [lane.id, lane.ticks.length])).toEqual([
    ["steps", 2],
    ["errors", 1],
  ]);
});

test("ticks that would overlap become one that counts them and shows the worst", () => {
  const lanes = layOutLanes(
    [entry(2000, "console"), entry(2030, "console", "error"), entry(2060, "console", "warn")],
    range,
  );
  expect(lanes[0]?.ticks).toEqual([{ at_ms: 2000, left: 10, level: "error", text: "console 2030", count: 3 }]);
});

test("a click close to a tick means the tick, elsewhere it means the place", () => {
  const ticks = layOutLanes([entry(6000, "network")], range)[0]?.ticks ?? [];
  expect(timeAtPercent(50.5, ticks, range)).toBe(6000);
  expect(timeAtPercent(60, ticks, range)).toBe(7000);
});

test("the current row is the last one that has begun", () => {
  const rows = [{ at_ms: 10 }, { at_ms: 20 }, { at_ms: 20 }, { at_ms: 30 }];
  expect([5, 10, 20, 29, 99].map((at_ms) => indexAt(rows, at_ms))).toEqual([-1, 0, 2, 2, 3]);
});

test("a clock shows minutes, seconds and tenths", () => {
  expect([0, 7450, 61_000, -20].map(formatClock)).toEqual(["0:00.0", "0:07.4", "1:01.0", "0:00.0"]);
});

test("a link time survives the way through the URL, and nonsense is no time", () => {
  expect(parseLinkTime(formatLinkTime(12_340))).toBe(12_300);
  expect([parseLinkTime(null), parseLinkTime("-1"), parseLinkTime("1e9"), parseLinkTime("x")]).toEqual([
    null,
    null,
    null,
    null,
  ]);
});
