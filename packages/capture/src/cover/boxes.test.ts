import { expect, test } from "vitest";
import { type Box, coveredBetween, inPicture, seenThrough, TOP_VIEW } from "./boxes.ts";

/** Numbers without the last digits of their arithmetic. */
function rounded(box: Box | null): Box | null {
  if (!box) return null;
  const { x, y, width, height } = box;
  const round = (value: number) => Math.round(value * 1e6) / 1e6;
  return { x: round(x), y: round(y), width: round(width), height: round(height) };
}

const WHOLE = { left: 0, top: 0, scale: 1, width: 1000, height: 500 };

test("a box becomes its share of the picture, cut at the edges", () => {
  expect(rounded(inPicture({ x: 100, y: 100, width: 200, height: 50 }, WHOLE))).toEqual({
    x: 0.1,
    y: 0.2,
    width: 0.2,
    height: 0.1,
  });
  expect(rounded(inPicture({ x: -50, y: 450, width: 100, height: 100 }, WHOLE))).toEqual({
    x: 0,
    y: 0.9,
    width: 0.05,
    height: 0.1,
  });
  expect(inPicture({ x: 1000, y: 0, width: 9, height: 9 }, WHOLE)).toBeNull();
});

test("on a pinched page the picture is the visible part, enlarged", () => {
  const pinched = { ...WHOLE, left: 100, top: 50, scale: 2 };
  expect(rounded(inPicture({ x: 200, y: 100, width: 50, height: 25 }, pinched))).toEqual({
    x: 0.2,
    y: 0.2,
    width: 0.1,
    height: 0.1,
  });
});

test("a frame shifts, scales and clips what is in it", () => {
  const view = { x: 100, y: 50, scale_x: 2, scale_y: 2, clip: { x: 100, y: 50, width: 200, height: 100 } };
  expect(seenThrough(view, { x: 12, y: 12, width: 6, height: 6 })).toEqual({ x: 120, y: 70, width: 20, height: 20 });
  expect(seenThrough(view, { x: 500, y: 0, width: 9, height: 9 })).toBeNull();
  expect(seenThrough(TOP_VIEW, { x: 0, y: 0, width: 0, height: 9 })).toBeNull();
});

test("between two measurements the whole way of a node is covered, and what came or went", () => {
  const at = (node: number, x: number) => ({ node, x, y: 0, width: 0.1, height: 0.1 });
  const boxes = coveredBetween([at(1, 0.2), at(2, 0.5)], [at(1, 0.4), at(3, 0.7)]);
  expect(boxes.map(({ node }) => node)).toEqual([1, 2, 3]);
  expect(boxes[0]?.x).toBeCloseTo(0);
  expect(boxes[0]?.width).toBeCloseTo(0.7);
});
