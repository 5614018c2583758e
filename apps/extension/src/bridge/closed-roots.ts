import type { ShadowPeek } from "@hawkmoth/capture/cover/covered-boxes";
import { browser } from "wxt/browser";

/** How this browser lets an extension look into closed shadow roots: Chrome by a function, Firefox by a property. */
export function openClosedRoot(): ShadowPeek | null {
  const { dom } = browser;
  // The function refuses everything but HTML elements, and no other element can hold a shadow root.
  if (dom?.openOrClosedShadowRoot)
    return (element) => (isHtml(element) ? rootOf(dom.openOrClosedShadowRoot(element)) : null);
  if (!("openOrClosedShadowRoot" in Element.prototype)) return null;
  return (element) => ("openOrClosedShadowRoot" in element ? rootOf(element.openOrClosedShadowRoot) : null);
}

function isHtml(element: Element): element is HTMLElement {
  return element.namespaceURI === "http://www.w3.org/1999/xhtml";
}

function rootOf(found: unknown): ShadowRoot | null {
  return isRoot(found) ? found : null;
}

/** Roots of other frames fail `instanceof`. */
function isRoot(found: unknown): found is ShadowRoot {
  return typeof found === "object" && found !== null && "host" in found && "querySelectorAll" in found;
}
