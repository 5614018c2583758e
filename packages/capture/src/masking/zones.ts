import { isDocument, isElement, isShadowRoot } from "../dom.ts";
import type { RecorderPolicy } from "../policy.ts";

/** Attributes and classes that hide what is inside of an element, besides the project's own selectors. */
const MASK_SELECTOR = "[data-hm-mask],[data-private],.rr-mask";
/** Elements that are replaced by an empty box. rrweb itself does the replacing. */
const BLOCK_SELECTOR = "[data-hm-block],.rr-block";
const EDITABLE_SELECTOR = '[contenteditable]:not([contenteditable="false" i])';

/** Where a node stands: inside something hidden, inside something the user edits. */
export interface Zone {
  isHidden: boolean;
  isEditable: boolean;
}

/** The zone of the page outside of every hidden or edited region. */
export const OPEN_ZONE: Zone = { isHidden: false, isEditable: false };

/** Finds hidden and edited regions of a page. */
export class Zones {
  readonly maskSelector: string;
  readonly blockSelector: string;

  constructor(policy: RecorderPolicy) {
    this.maskSelector = joinSelectors(MASK_SELECTOR, policy.mask_selectors);
    this.blockSelector = joinSelectors(BLOCK_SELECTOR, policy.block_selectors);
  }

  /** Zone of an element whose ancestors are known. */
  within(element: Element, outer: Zone): Zone {
    const isHidden = outer.isHidden || element.matches(this.maskSelector);
    const isEditable = outer.isEditable || element.matches(EDITABLE_SELECTOR);
    return isHidden === outer.isHidden && isEditable === outer.isEditable ? outer : { isHidden, isEditable };
  }

  /** Zone of any node, looking through shadow roots and same-origin frames. */
  of(node: Node | null): Zone {
    const element = elementOf(node);
    if (!element) return OPEN_ZONE;
    return {
      isHidden: isInside(element, this.maskSelector) || isInside(element, this.blockSelector),
      isEditable: isInside(element, EDITABLE_SELECTOR) || element.ownerDocument.designMode === "on",
    };
  }

  isBlocked(node: Node | null): boolean {
    const element = elementOf(node);
    return element !== null && isInside(element, this.blockSelector);
  }
}

/** Adds a project's selectors that this browser understands; others are left out. */
function joinSelectors(base: string, extra: readonly string[]): string {
  return [base, ...extra.filter((selector) => isSelector(selector))].join(",");
}

function isSelector(selector: string): boolean {
  try {
    document.createDocumentFragment().querySelector(selector);
    return selector.trim() !== "";
  } catch {
    return false;
  }
}

function elementOf(node: Node | null): Element | null {
  if (node === null) return null;
  if (isElement(node)) return node;
  return node.parentElement ?? hostOf(node);
}

function isInside(element: Element, selector: string): boolean {
  for (let current: Element | null = element; current; current = hostOf(current))
    if (current.closest(selector)) return true;
  return false;
}

/** The element that carries the shadow root or the frame a node lives in. */
function hostOf(node: Node): Element | null {
  const root = node.getRootNode();
  if (isShadowRoot(root)) return root.host;
  return isDocument(root) && root !== document ? (root.defaultView?.frameElement ?? null) : null;
}
