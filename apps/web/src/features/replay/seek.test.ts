import type { eventWithTime } from "@rrweb/types";
import { expect, test } from "vitest";
import { playableEvents, scrollAt, seekTarget } from "./seek.ts";

function eventOf(fields: object): eventWithTime {
  return fields as eventWithTime;
}

function event(type: number, timestamp: number): eventWithTime {
  return eventOf({ type, timestamp, data: {} });
}

/** Two documents: the second begins at 5000 and its snapshot is there 40 ms later. */
const events = [event(4, 1000), event(2, 1020), event(3, 3000), event(4, 6000), event(2, 6040), event(3, 9000)];

test.each([
  [0, 20],
  [10, 20],
  [2000, 2000],
  [5000, 5040],
  [5010, 5040],
  [5100, 5100],
  [8000, 8000],
])("at %i ms is shown what had happened at %i ms", (offset_ms, shown_ms) => {
  expect(seekTarget(events, offset_ms)).toBeCloseTo(shown_ms + 0.01, 3);
});

test("a document that was never drawn leaves the one before on screen, and the recording its length", () => {
  const playable = playableEvents([event(4, 9500), ...events]);
  expect(playable.map(({ type }) => type)).toEqual([4, 2, 3, 4, 2, 3, 5]);
  expect(playable.at(-1)?.timestamp).toBe(9500);
  expect(seekTarget(playable, 8500)).toBeCloseTo(8500.01, 3);
});

test("the page is scrolled as its last snapshot and the scrolling since say", () => {
  const full = (timestamp: number, top: number) =>
    eventOf({ type: 2, timestamp, data: { node: { id: 1 }, initialOffset: { left: 0, top } } });
  const scroll = (timestamp: number, id: number, y: number) =>
    eventOf({ type: 3, timestamp, data: { source: 3, id, x: 0, y } });
  const scrolled = [event(4, 0), full(10, 7), scroll(100, 1, 273), scroll(150, 9, 50), event(4, 400), full(410, 0)];
  const tops = [0, 99, 100, 399, 400, 500].map((offset_ms) => scrollAt(scrolled, offset_ms).top);
  expect(tops).toEqual([7, 7, 273, 273, 0, 0]);
});
