import { isElement } from "../dom.ts";
import { fieldType, isButtonField, isField, isSecretField, isToggle } from "../masking/fields.ts";
import { Zones } from "../masking/zones.ts";
import type { RecorderPolicy } from "../policy.ts";
import {
  type Box,
  type CoveredBox,
  inPicture,
  isInside,
  type PictureFrame,
  seenThrough,
  TOP_VIEW,
  type View,
} from "./boxes.ts";
import { documentIn, isFrame, viewInto } from "./frames.ts";
import { generatedBoxes } from "./generated.ts";

/** Looks into a closed shadow root, which only some callers can. @returns null when the element has none. */
export type ShadowPeek = (element: Element) => ShadowRoot | null;

const FIELDS = 'input:not([type="hidden" i]),textarea,select,[contenteditable]:not([contenteditable="false" i])';

/** Elements that can hold a shadow root (DOM standard, attachShadow). */
const HOSTS = /-|^(?:article|aside|blockquote|body|div|footer|h[1-6]|header|main|nav|p|section|span)$/;

const numbers = new WeakMap<Node, number>();
let last_number = 0;

/**
 * Where everything stands that the replay hides, so that the screenshot does not show it either: private regions with
 * all that belongs to them wherever it is drawn, what was typed or chosen, and each frame or web component whose inside
 * can't be looked into, as a whole.
 */
export function coveredBoxes(policy: RecorderPolicy, peek: ShadowPeek | null = null): CoveredBox[] {
  const cover = new Cover(policy, peek);
  cover.addRoot(document, TOP_VIEW);
  const frame = pictureFrame();
  return cover.boxes.flatMap(({ node, box }) => {
    const share = inPicture(box, frame);
    return share ? [{ node: numberOf(node), ...share }] : [];
  });
}

function pictureFrame(): PictureFrame {
  const view = window.visualViewport;
  return {
    left: view?.offsetLeft ?? 0,
    top: view?.offsetTop ?? 0,
    scale: view?.scale ?? 1,
    width: Math.max(1, innerWidth),
    height: Math.max(1, innerHeight),
  };
}

function numberOf(node: Node): number {
  const known = numbers.get(node);
  if (known !== undefined) return known;
  last_number += 1;
  numbers.set(node, last_number);
  return last_number;
}

/** Gathers what to cover, document by document and shadow root by shadow root. */
class Cover {
  readonly boxes: { node: Node; box: Box }[] = [];
  readonly #policy: RecorderPolicy;
  readonly #peek: ShadowPeek | null;
  readonly #hidden: string;
  readonly #done = new Set<Node>();

  constructor(policy: RecorderPolicy, peek: ShadowPeek | null) {
    this.#policy = policy;
    this.#peek = peek;
    const zones = new Zones(policy);
    this.#hidden = `${zones.maskSelector},${zones.blockSelector}`;
  }

  addRoot(root: Document | ShadowRoot, view: View): void {
    if ("designMode" in root && root.designMode === "on" && this.#policy.privacy_mode !== "MINIMAL")
      this.#addTree(root.documentElement, view);
    for (const element of root.querySelectorAll(this.#hidden)) this.#addTree(element, view);
    for (const element of root.querySelectorAll(FIELDS))
      if (isFieldCovered(element, this.#policy)) this.#addTree(element, view);
    for (const element of root.querySelectorAll("*")) {
      if (this.#done.has(element)) continue;
      if (isFrame(element)) this.#addFrame(element, view);
      else if (HOSTS.test(element.localName)) this.#addShadow(element, view);
    }
  }

  #addFrame(frame: HTMLElement, view: View): void {
    const inner = documentIn(frame);
    const inside = inner && viewInto(frame, inner, view);
    if (inner && inside) return this.addRoot(inner, inside);
    if (inner && !this.#hasAny(inner)) return;
    this.#add(frame, frame.getBoundingClientRect(), view);
  }

  #hasAny(inner: Document): boolean {
    const cover = new Cover(this.#policy, this.#peek);
    cover.addRoot(inner, TOP_VIEW);
    return cover.boxes.length > 0;
  }

  #addShadow(element: Element, view: View): void {
    const shadow = this.#shadowOf(element);
    if (shadow) this.addRoot(shadow, view);
    else if (!this.#peek && element.localName.includes("-")) this.#addTree(element, view);
  }

  #shadowOf(element: Element): ShadowRoot | null {
    return element.shadowRoot ?? this.#peek?.(element) ?? null;
  }

  /** Covers an element and all that is drawn for it: children may overflow it, and it may have no box of its own. */
  #addTree(root: Element, view: View): void {
    if (this.#done.has(root)) return;
    const own = root.getBoundingClientRect();
    this.#add(root, own, view);
    const pending: Node[] = [root];
    for (let node = pending.pop(); node; node = pending.pop()) {
      if (this.#done.has(node)) continue;
      this.#done.add(node);
      for (const box of boxesOf(node)) if (!isInside(box, own)) this.#add(node, box, view);
      pending.push(...node.childNodes);
      if (!isElement(node)) continue;
      pending.push(...(this.#shadowOf(node)?.childNodes ?? []));
      if (node.localName === "slot" && "assignedNodes" in node)
        pending.push(...(node as HTMLSlotElement).assignedNodes());
    }
  }

  #add(node: Node, box: Box, view: View): void {
    const seen = seenThrough(view, box);
    if (seen) this.boxes.push({ node, box: seen });
  }
}

function* boxesOf(node: Node): Generator<Box> {
  if (isElement(node)) {
    yield node.getBoundingClientRect();
    if (!isField(node)) yield* generatedBoxes(node);
  } else if (node.nodeType === 3 && /\S/.test(node.nodeValue ?? "") && node.ownerDocument) {
    const range = node.ownerDocument.createRange();
    range.selectNodeContents(node);
    yield range.getBoundingClientRect();
  }
}

function isFieldCovered(field: Element, policy: RecorderPolicy): boolean {
  if (isButtonField(field) || isToggle(field) || /^(?:checkbox|radio)$/.test(fieldType(field))) return false;
  return holdsSomething(field) && (policy.privacy_mode !== "MINIMAL" || isSecretField(field));
}

/** What the browser would fill in is drawn before it is a value. */
function holdsSomething(field: Element): boolean {
  const isValue = "value" in field && field.localName !== "select";
  const text = isValue ? String(field.value) : (field.textContent ?? "");
  return text.trim() !== "" || isFilledIn(field);
}

function isFilledIn(field: Element): boolean {
  try {
    return field.matches(":autofill");
  } catch {
    return false;
  }
}
