import type { PrivacyMode } from "@hawkmoth/domain/project/schema";
import { beforeEach, expect, test } from "vitest";
import { coveredBoxes } from "./page.ts";
import { STRICTEST_POLICY } from "./policy.ts";

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
  return coveredBoxes({ ...STRICTEST_POLICY, privacy_mode }).map(({ x }) => x);
}

test("typed values and hidden regions are covered, empty fields and buttons are not", () => {
  put(document.body, '<input value="typed">', 1);
  put(document.body, "<p data-hm-mask>private</p>", 2);
  put(document.body, "<input>", 3);
  put(document.body, '<input type="submit" value="Send">', 4);
  put(document.body, '<input type="checkbox" value="yes">', 5);
  expect(new Set(covered())).toEqual(new Set([1, 2]));
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

test("no number of fields is too large to cover", () => {
  for (let count = 0; count < 600; count += 1) put(document.body, '<input value="typed">', 1);
  expect(covered()).toHaveLength(600);
});
