/** A rectangle in CSS pixels. */
export type Box = Pick<DOMRect, "x" | "y" | "width" | "height">;

/** A rectangle to cover, as shares of the picture's width and height: 0 is left or top, 1 is right or bottom. */
export interface CoveredBox extends Box {
  /** The same number means the same node of the page, so that two measurements can be compared. */
  node: number;
}

/** How the coordinates of a document become those of the top one: frames shift, scale and clip what is in them. */
export interface View {
  x: number;
  y: number;
  scale_x: number;
  scale_y: number;
  clip: Box | null;
}

/** The view of the top document. */
export const TOP_VIEW: View = { x: 0, y: 0, scale_x: 1, scale_y: 1, clip: null };

/** Glyphs may stand out of their boxes a little. */
const MARGIN_PX = 2;

/** Moves a rectangle of a document into the top one. @returns null when nothing of it can be seen through its frame. */
export function seenThrough(view: View, { x, y, width, height }: Box): Box | null {
  if (width <= 0 || height <= 0) return null;
  const moved = {
    x: view.x + (x - MARGIN_PX) * view.scale_x,
    y: view.y + (y - MARGIN_PX) * view.scale_y,
    width: (width + 2 * MARGIN_PX) * view.scale_x,
    height: (height + 2 * MARGIN_PX) * view.scale_y,
  };
  return view.clip ? overlap(moved, view.clip) : moved;
}

/** What two rectangles share, or null. */
export function overlap(left: Box, right: Box): Box | null {
  const x = Math.max(left.x, right.x);
  const y = Math.max(left.y, right.y);
  const width = Math.min(left.x + left.width, right.x + right.width) - x;
  const height = Math.min(left.y + left.height, right.y + right.height) - y;
  return width > 0 && height > 0 ? { x, y, width, height } : null;
}

/** The smallest rectangle around two. */
export function hull(left: Box, right: Box): Box {
  const x = Math.min(left.x, right.x);
  const y = Math.min(left.y, right.y);
  const width = Math.max(left.x + left.width, right.x + right.width) - x;
  const height = Math.max(left.y + left.height, right.y + right.height) - y;
  return { x, y, width, height };
}

/** True when nothing of `inner` stands out of `outer`. */
export function isInside(inner: Box, outer: Box): boolean {
  const { x, y, width, height } = hull(inner, outer);
  return x === outer.x && y === outer.y && width === outer.width && height === outer.height;
}

/** The visible part of the page, which is what a picture of the tab shows: pinched pages show a part of themselves. */
export interface PictureFrame {
  left: number;
  top: number;
  scale: number;
  width: number;
  height: number;
}

/** Turns CSS pixels of the page's viewport into shares of the picture. @returns null for what is outside of it. */
export function inPicture(box: Box, frame: PictureFrame): Box | null {
  const shares = {
    x: ((box.x - frame.left) * frame.scale) / frame.width,
    y: ((box.y - frame.top) * frame.scale) / frame.height,
    width: (box.width * frame.scale) / frame.width,
    height: (box.height * frame.scale) / frame.height,
  };
  return overlap(shares, { x: 0, y: 0, width: 1, height: 1 });
}

/**
 * The boxes of a picture that was taken between two measurements: each covers where its node was before and after, and
 * as much around it as it moved.
 */
export function coveredBetween(before: readonly CoveredBox[], after: readonly CoveredBox[]): CoveredBox[] {
  const ends = new Map<number, CoveredBox[]>();
  for (const box of after) ends.set(box.node, [...(ends.get(box.node) ?? []), box]);
  const moved = before.flatMap((box) => {
    const [end] = ends.get(box.node)?.splice(0, 1) ?? [];
    return end ? [around(box, end)] : [box];
  });
  return [...moved, ...[...ends.values()].flat()];
}

function around(box: CoveredBox, end: CoveredBox): CoveredBox {
  const [by_x, by_y] = [Math.abs(end.x - box.x), Math.abs(end.y - box.y)];
  const { x, y, width, height } = hull(box, end);
  return { node: box.node, x: x - by_x, y: y - by_y, width: width + 2 * by_x, height: height + 2 * by_y };
}
