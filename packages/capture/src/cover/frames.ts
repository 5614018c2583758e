import { isShadowRoot } from "../dom.ts";
import { type Box, overlap, type View } from "./boxes.ts";

/** Elements that show a document of their own. */
const FRAMES = new Set(["iframe", "frame", "object", "embed", "fencedframe", "portal", "webview"]);

/** True for elements whose content is a document of its own. */
export function isFrame(element: Element): element is HTMLElement {
  return FRAMES.has(element.localName);
}

/** The document in a frame, or null when it can't be looked into. Elements of other frames fail `instanceof`. */
export function documentIn(frame: Element): Document | null {
  try {
    return "contentDocument" in frame ? ((frame.contentDocument as Document | null) ?? null) : null;
  } catch {
    return null;
  }
}

/**
 * How the coordinates inside of a frame become those of the top document.
 * @returns null when the frame is turned or skewed, so that boxes inside would not be upright boxes outside.
 */
export function viewInto(frame: HTMLElement, inner: Document, outer: View): View | null {
  if (!isUpright(frame)) return null;
  const rect = frame.getBoundingClientRect();
  const style = frame.ownerDocument.defaultView?.getComputedStyle(frame);
  const px = (side: string) => Number.parseFloat(style?.getPropertyValue(side) ?? "") || 0;
  const [left, top] = [frame.clientLeft + px("padding-left"), frame.clientTop + px("padding-top")];
  const stretch_x = frame.offsetWidth > 0 ? rect.width / frame.offsetWidth : 1;
  const stretch_y = frame.offsetHeight > 0 ? rect.height / frame.offsetHeight : 1;
  const content: Box = {
    x: outer.x + (rect.x + left * stretch_x) * outer.scale_x,
    y: outer.y + (rect.y + top * stretch_y) * outer.scale_y,
    width: (frame.clientWidth - px("padding-left") - px("padding-right")) * stretch_x * outer.scale_x,
    height: (frame.clientHeight - px("padding-top") - px("padding-bottom")) * stretch_y * outer.scale_y,
  };
  const isLaidOut = content.width > 0 && content.height > 0;
  return {
    x: content.x,
    y: content.y,
    // The inside of a zoomed frame counts in pixels of its own.
    scale_x: isLaidOut && inner.defaultView ? content.width / inner.defaultView.innerWidth : outer.scale_x,
    scale_y: isLaidOut && inner.defaultView ? content.height / inner.defaultView.innerHeight : outer.scale_y,
    clip: isLaidOut ? clipped(content, outer.clip) : outer.clip,
  };
}

const NOTHING: Box = { x: 0, y: 0, width: 0, height: 0 };

function clipped(content: Box, outer: Box | null): Box {
  return outer ? (overlap(content, outer) ?? NOTHING) : content;
}

/** A transform that only moves and enlarges. */
const UPRIGHT = /^(?:|none|matrix\([\d.e+-]+, 0, 0, [\d.e+-]+, .*\))$/;
const MIRRORED = /matrix\((?:-|[^,]+, 0, 0, -)/;

function isUpright(frame: Element): boolean {
  const { defaultView } = frame.ownerDocument;
  for (let element: Element | null = frame; element; element = parentOf(element)) {
    const style = defaultView?.getComputedStyle(element);
    if (!style) return false;
    const transform = style.getPropertyValue("transform");
    if (!UPRIGHT.test(transform) || MIRRORED.test(transform)) return false;
    for (const name of ["rotate", "offset-path", "perspective"])
      if (!/^(?:|none)$/.test(style.getPropertyValue(name))) return false;
    if (style.getPropertyValue("scale").includes("-")) return false;
  }
  return true;
}

/** The parent of an element as it is drawn: its slot, its parent, or the host of its shadow root. */
export function parentOf(element: Element): Element | null {
  const slot = element.assignedSlot;
  if (slot) return slot;
  if (element.parentElement) return element.parentElement;
  const root = element.getRootNode();
  return isShadowRoot(root) ? root.host : null;
}
