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
  readonly #hidden: string;
  readonly #special: string;
  readonly #known = new Map<Element, Zone>();

  constructor(policy: RecorderPolicy) {
    this.maskSelector = joinSelectors(MASK_SELECTOR, policy.mask_selectors);
    this.blockSelector = joinSelectors(BLOCK_SELECTOR, policy.block_selectors);
    this.#hidden = `${this.maskSelector},${this.blockSelector}`;
    this.#special = `${this.#hidden},${EDITABLE_SELECTOR}`;
  }

  /** Zone of an element whose surroundings are known. */
  within(element: Element, outer: Zone): Zone {
    if (!element.matches(this.#special)) return outer;
    return {
      isHidden: outer.isHidden || element.matches(this.#hidden),
      isEditable: outer.isEditable || element.matches(EDITABLE_SELECTOR),
    };
  }

  /** Zone of any node, looking through shadow roots and same-origin frames. Answers hold until `forget`. */
  of(node: Node | null): Zone {
    const element = elementOf(node);
    if (!element) return OPEN_ZONE;
    const known = this.#known.get(element);
    if (known) return known;
    const outer = element.parentElement ?? hostOf(element);
    const isDesigned = element.ownerDocument.designMode === "on";
    const zone = this.within(element, outer ? this.of(outer) : { isHidden: false, isEditable: isDesigned });
    this.#known.set(element, zone);
    return zone;
  }

  /** Forgets what was answered, because the page may have changed since. */
  forget(): void {
    this.#known.clear();
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
  return isElement(node) ? node : (node.parentElement ?? hostOf(node));
}

/** The element that carries the shadow root or the frame a node lives in. */
function hostOf(node: Node): Element | null {
  const root = node.getRootNode();
  if (isShadowRoot(root)) return root.host;
  return isDocument(root) && root !== document ? (root.defaultView?.frameElement ?? null) : null;
}
