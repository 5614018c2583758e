import type { Box } from "./boxes.ts";
import { parentOf } from "./frames.ts";

/**
 * Where the `::before`, `::after` and `::marker` of an element may stand. Their boxes can't be measured: content in the flow
 * stands in its element and what overflows it, and placed content is calculated from its computed style.
 */
export function* generatedBoxes(element: Element): Generator<Box> {
  const { defaultView } = element.ownerDocument;
  if (!defaultView) return;
  yield* markerBox(element, defaultView);
  for (const pseudo of ["::before", "::after"]) {
    const style = defaultView.getComputedStyle(element, pseudo);
    if (/^(?:|none|normal|"")$/.test(style.content) || style.display === "none") continue;
    const isPlaced = style.position === "absolute" || style.position === "fixed";
    yield moved(isPlaced ? placedBox(element, style, defaultView) : flowBox(element), style);
  }
}

/** The marker of a list item stands beside it, and may be any text. */
function* markerBox(element: Element, view: Window): Generator<Box> {
  if (element.localName !== "li" && element.localName !== "summary") return;
  const style = view.getComputedStyle(element);
  const content = view.getComputedStyle(element, "::marker").content;
  const text = content.startsWith('"') ? content : style.listStyleType;
  if (!text.startsWith('"')) return;
  const { x, y, width, height } = element.getBoundingClientRect();
  const around = text.length * (Number.parseFloat(style.fontSize) || 0);
  yield { x: x - around, y, width: width + 2 * around, height };
}

/** The element with everything that overflows it, or the nearest one around it that has a box. */
function flowBox(element: Element): Box {
  let base: Element = element;
  while (base.getClientRects().length === 0) {
    const parent = parentOf(base);
    if (!parent) break;
    base = parent;
  }
  const { x, y, width, height } = base.getBoundingClientRect();
  if (base !== element) return { x, y, width, height };
  const { x: scale_x, y: scale_y } = scaleOf(base);
  const over_x = Math.max(0, base.scrollWidth * scale_x - width);
  const over_y = Math.max(0, base.scrollHeight * scale_y - height);
  // Text that runs from right to left overflows on the left.
  return { x: x - over_x, y: y - over_y, width: width + 2 * over_x, height: height + 2 * over_y };
}

function placedBox(element: Element, style: CSSStyleDeclaration, view: Window): Box {
  const block = style.position === "fixed" ? null : containingBlock(element, view);
  const px = (name: string) => Number.parseFloat(style.getPropertyValue(name)) || 0;
  const sum = (...names: string[]) => names.reduce((total, name) => total + px(name), 0);
  const scale = block ? scaleOf(block) : { x: 1, y: 1 };
  const rect = block?.getBoundingClientRect();
  const isPage = style.position !== "fixed";
  const origin = rect
    ? { x: rect.x + (block?.clientLeft ?? 0) * scale.x, y: rect.y + (block?.clientTop ?? 0) * scale.y }
    : { x: isPage ? -view.scrollX : 0, y: isPage ? -view.scrollY : 0 };
  return {
    x: origin.x + (sum("left", "margin-left") - (block?.scrollLeft ?? 0)) * scale.x,
    y: origin.y + (sum("top", "margin-top") - (block?.scrollTop ?? 0)) * scale.y,
    width: outerSize(style, "width", sum("padding-left", "padding-right", "border-left-width", "border-right-width")),
    height: outerSize(style, "height", sum("padding-top", "padding-bottom", "border-top-width", "border-bottom-width")),
  };
}

function outerSize(style: CSSStyleDeclaration, name: "width" | "height", around: number): number {
  const inner = Number.parseFloat(style[name]) || 0;
  return style.boxSizing === "border-box" ? inner : inner + around;
}

/** The element whose box an absolutely placed child is placed in; null stands for the page. */
function containingBlock(element: Element, view: Window): Element | null {
  for (let current: Element | null = element; current; current = parentOf(current)) {
    const style = view.getComputedStyle(current);
    if (style.display === "contents") continue;
    if (style.position !== "static" || style.transform !== "none" || style.filter !== "none") return current;
    if (/paint|layout|strict|content/.test(style.contain) || style.containerType !== "normal") return current;
    if (/transform|filter|perspective/.test(style.willChange) || style.perspective !== "none") return current;
  }
  return null;
}

function scaleOf(element: Element): { x: number; y: number } {
  const { width, height } = element.getBoundingClientRect();
  const [own_width, own_height] =
    "offsetWidth" in element && "offsetHeight" in element
      ? [Number(element.offsetWidth), Number(element.offsetHeight)]
      : [width, height];
  return { x: own_width > 0 ? width / own_width : 1, y: own_height > 0 ? height / own_height : 1 };
}

/** Around the box and where its own transform or relative place moves it. */
function moved(box: Box, style: CSSStyleDeclaration): Box {
  const matrix = /^matrix\(([^)]*)\)$/.exec(style.transform)?.[1]?.split(",").map(Number) ?? [];
  const shift = style.position === "relative" ? [Number.parseFloat(style.left), Number.parseFloat(style.top)] : [];
  const by_x = (matrix[4] ?? 0) + (shift[0] || 0);
  const by_y = (matrix[5] ?? 0) + (shift[1] || 0);
  return {
    x: box.x + Math.min(0, by_x),
    y: box.y + Math.min(0, by_y),
    width: box.width + Math.abs(by_x),
    height: box.height + Math.abs(by_y),
  };
}
