import type { ActionTarget } from "@hawkmoth/domain/capture/bundle";
import { finder } from "@medv/finder";
import { isShadowRoot } from "../dom.ts";
import { fieldType } from "../masking/fields.ts";
import { labelOf, nameOf, type NamingContext, readableAttribute, roleOf } from "./names.ts";

const INTERACTIVE =
  'button,a[href],input,select,textarea,summary,label,option,[role="button"],[role="link"],[role="checkbox"],[role="radio"],[role="switch"],[role="tab"],[role="option"],[role="menuitem"],[role="menuitemcheckbox"],[role="menuitemradio"],[role="combobox"],[role="textbox"],[role="treeitem"],[role="gridcell"],[contenteditable]:not([contenteditable="false"])';
const TEST_IDS = ["data-testid", "data-test-id", "data-test", "data-cy", "data-qa"];
/** Looking for twins of an element must not slow down a click on a page with thousands of controls. */
const MAX_CANDIDATES = 400;
const SELECTOR_MS = 20;

/** The element a person meant: the nearest interactive one around what the event hit, through shadow roots. */
export function meantElement(hit: Element): Element {
  for (let current: Element | null = hit; current;) {
    const found: Element | null = current.closest(INTERACTIVE);
    if (found) return found;
    const root: Node = current.getRootNode();
    current = isShadowRoot(root) ? root.host : null;
  }
  return hit;
}

/** Describes an element so that it can be found again, without repeating anything that is masked. */
export function describeTarget(element: Element, context: NamingContext): ActionTarget {
  const role = roleOf(element);
  const name = nameOf(element, context);
  const twins = role ? twinsOf(element, role) : [element];
  const isHidden = context.zones.of(element).isHidden;
  return {
    tag: element.localName.slice(0, 50),
    role,
    name,
    test_id: isHidden ? null : testIdOf(element),
    label: labelOf(element, context),
    placeholder: readableAttribute(element, "placeholder", context),
    css: selectorOf(element, isHidden),
    input_type: element.localName === "input" ? fieldType(element).slice(0, 50) : null,
    index: Math.max(0, twins.indexOf(element)),
    count: Math.max(1, twins.length),
  };
}

function testIdOf(element: Element): string | null {
  for (const name of TEST_IDS) {
    const value = element.getAttribute(name);
    if (value) return value.slice(0, 200);
  }
  return null;
}

/** Elements of the same role that read the same, in document order. Compared by their visible text: it is cheap. */
function twinsOf(element: Element, role: string): Element[] {
  const root = element.getRootNode();
  if (!("querySelectorAll" in root) || typeof root.querySelectorAll !== "function") return [element];
  const selector = element.hasAttribute("role") ? `[role="${CSS.escape(role)}"]` : element.localName;
  const candidates: NodeListOf<Element> = root.querySelectorAll(selector);
  const text = surfaceOf(element);
  const twins: Element[] = [];
  for (let index = 0; index < Math.min(candidates.length, MAX_CANDIDATES); index += 1) {
    const candidate = candidates[index];
    if (candidate && surfaceOf(candidate) === text && roleOf(candidate) === role) twins.push(candidate);
  }
  return twins.includes(element) ? twins : [element];
}

function surfaceOf(element: Element): string {
  const label = element.getAttribute("aria-label");
  if (label) return label;
  if (
    element instanceof HTMLInputElement ||
    element instanceof HTMLSelectElement ||
    element instanceof HTMLTextAreaElement
  )
    return element.labels?.[0]?.textContent?.trim() ?? element.getAttribute("placeholder") ?? element.name;
  return (element.textContent ?? "").trim() || (element.getAttribute("title") ?? "");
}

/** A short unique CSS selector made of ids, classes and test ids; other attributes may hold what is masked. */
function selectorOf(element: Element, isHidden: boolean): string | null {
  try {
    return finder(element, {
      timeoutMs: SELECTOR_MS,
      attr: (name, value) => !isHidden && TEST_IDS.includes(name) && value.length < 100,
    }).slice(0, 1000);
  } catch {
    return null;
  }
}
