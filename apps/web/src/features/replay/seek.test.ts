import type { eventWithTime } from "@rrweb/types";
import { expect, test } from "vitest";
import { playableEvents, seekTarget } from "./seek.ts";

function event(type: number, timestamp: number): eventWithTime {
  return { type, timestamp, data: {} } as eventWithTime;
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
