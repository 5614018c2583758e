import type { PrivacyMode } from "@hawkmoth/domain/project/schema";
import { beforeEach, expect, test } from "vitest";
import { STRICTEST_POLICY } from "../policy.ts";
import { coveredBoxes } from "./covered-boxes.ts";

// jsdom has neither layout nor this method.
Range.prototype.getBoundingClientRect = () => new DOMRect();

beforeEach(() => {
  document.body.innerHTML = "";
});

/** jsdom lays nothing out, so every element that matters is told where it stands. */
function put(into: Node, html: string, left: number): Element {
  const holder = document.createElement("template");
  holder.innerHTML = html;
  const element = holder.content.firstElementChild;
  if (!element) throw new Error("no element");
  into.appendChild(element);
  element.getBoundingClientRect = () => new DOMRect(left, 10, 50, 20);
  return element;
}

function covered(privacy_mode: PrivacyMode = "MODERATE"): number[] {
  const boxes = coveredBoxes({ ...STRICTEST_POLICY, privacy_mode });
  // Shares of the picture, with a margin around what they cover.
  return boxes.map(({ x }) => Math.round(x * innerWidth + 2));
}

test("typed values and hidden regions are covered, empty fields and buttons are not", () => {
  put(document.body, '<input value="typed">', 9);
  put(document.body, "<p data-hm-mask>private</p>", 2);
  put(document.body, "<input>", 3);
  put(document.body, '<input type="submit" value="Send">', 4);
  put(document.body, '<input type="checkbox" value="yes">', 5);
  put(document.body, '<input type="range" value="7">', 6);
  put(document.body, '<select><option value="">chosen</option></select>', 7);
  expect(new Set(covered())).toEqual(new Set([9, 2, 6, 7]));
  expect(covered("MINIMAL")).toEqual([2]);
});

test("what is typed inside of a web component is covered, also in components inside of it", () => {
  const outer = put(document.body, "<x-form></x-form>", 1).attachShadow({ mode: "open" });
  const inner = put(outer, "<x-field></x-field>", 2).attachShadow({ mode: "open" });
  put(inner, '<input autocomplete="cc-number" value="4111111111111111">', 30);
  put(inner, "<p data-hm-block>private</p>", 40);
  expect(new Set(covered("MINIMAL"))).toEqual(new Set([30, 40]));
});

test("a field in a frame of the same origin is covered where the frame stands", () => {
  const frame = put(document.body, "<iframe></iframe>", 100);
  const inside = frame instanceof HTMLIFrameElement ? frame.contentDocument : null;
  if (!inside) throw new Error("no document");
  put(inside.body, '<input value="typed">', 7);
  expect(covered()).toEqual([107]);
});

test("a component whose inside can't be looked into is covered as a whole, unless the browser opens it", () => {
  const closed = put(document.body, "<x-closed></x-closed>", 60).attachShadow({ mode: "closed" });
  put(closed, '<input value="typed">', 70);
  expect(covered("MINIMAL")).toEqual([60]);
  const peek = (element: Element) => (element.localName === "x-closed" ? closed : null);
  const boxes = coveredBoxes({ ...STRICTEST_POLICY, privacy_mode: "MODERATE" }, peek);
  expect(boxes.map(({ x }) => Math.round(x * innerWidth + 2))).toEqual([70]);
});

test("every kind of frame without a readable document is covered, whatever the mode", () => {
  ["object", "embed", "fencedframe", "portal"].forEach((name, index) =>
    put(document.body, `<${name}></${name}>`, 10 * (index + 1)),
  );
  expect(covered("MINIMAL")).toEqual([10, 20, 30, 40]);
});

test("what stands out of a private element is covered too, whatever it belongs to", () => {
  const outer = put(document.body, "<div data-private></div>", 10);
  put(outer, "<b>child</b>", 200);
  put(put(outer, "<x-part></x-part>", 10).attachShadow({ mode: "open" }), "<i>inside</i>", 300);
  expect(new Set(covered("MINIMAL"))).toEqual(new Set([10, 200, 300]));
});

test("no number of fields is too large to cover", () => {
  for (let count = 0; count < 600; count += 1) put(document.body, '<input value="typed">', 1);
  expect(covered()).toHaveLength(600);
});
