import { expect, test } from "vitest";
import { openingOffset } from "./opening-offset.ts";

const element = (tagName: string, childNodes: unknown[] = []) => ({ type: 2, tagName, childNodes });
const snapshot = (timestamp: number, ...body: unknown[]) => ({
  type: 2,
  timestamp,
  data: {
    node: {
      type: 0,
      childNodes: [element("html", [element("head", Array(50).fill(element("meta"))), element("body", body)])],
    },
  },
});
const adds = (timestamp: number, count: number) => ({
  type: 3,
  timestamp,
  data: { source: 0, adds: Array.from({ length: count }, () => ({})) },
});
const meta = { type: 4, timestamp: 1000, data: {} };

test("a page that is drawn by script opens once it is drawn", () => {
  const events = [meta, snapshot(1000, element("div")), adds(1400, 2), adds(1500, 20), adds(9000, 1)];
  expect(openingOffset(events)).toBe(650);
});

test("a page that is there from the start opens at the start", () => {
  expect(openingOffset([snapshot(1000, ...Array(20).fill(element("p"))), adds(5000, 30)])).toBe(0);
});

test("it never opens behind the end", () => {
  expect(openingOffset([meta, snapshot(1000), adds(1500, 20)])).toBe(500);
});

test.each([[[]], [[meta]], [[meta, snapshot(1000), adds(1200, 1)]]])(
  "a recording that shows nothing opens at its start",
  (events) => {
    expect(openingOffset(events)).toBe(0);
  },
);
