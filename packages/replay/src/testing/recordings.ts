import { expect } from "vitest";
import type { ReplayEvent } from "@hawkmoth/domain/capture/bundle";

export type Json = Record<string, unknown>;
let next_id = 1;

export function element(tagName: string, attributes: Json = {}, childNodes: Json[] = []): Json {
  return { type: 2, tagName, attributes, childNodes, id: (next_id += 1) };
}
export function text(textContent: string, more: Json = {}): Json {
  return { type: 3, textContent, id: (next_id += 1), ...more };
}
export function snapshot(...body: Json[]): ReplayEvent[] {
  const html = element("html", {}, [element("head"), element("body", {}, body)]);
  const node = {
    type: 0,
    id: (next_id += 1),
    childNodes: [{ type: 1, name: "html", publicId: "", systemId: "", id: (next_id += 1) }, html],
  };
  return [
    { type: 4, data: { href: "https://shop.example/", width: 800, height: 600 }, timestamp: 1 },
    { type: 2, data: { node, initialOffset: { top: 0, left: 0 } }, timestamp: 2 },
  ];
}
export function mutation(data: Json, timestamp = 10): ReplayEvent {
  return { type: 3, data: { source: 0, texts: [], attributes: [], removes: [], adds: [], ...data }, timestamp };
}
/** Every object in a value that was recorded as an element. */
export function elements(value: unknown): Json[] {
  if (Array.isArray(value)) return value.flatMap(elements);
  if (typeof value !== "object" || value === null) return [];
  const own = "tagName" in value ? [{ ...value }] : [];
  return [...own, ...Object.values(value).flatMap(elements)];
}

/** Fails when anything in a sanitised value could run, fetch or navigate. */
export function expectHarmless(value: unknown): void {
  const all = JSON.stringify(value);
  expect(all).not.toMatch(/evil\.example(?!")|alert\(1\)/);
  for (const { tagName, attributes } of elements(value)) {
    expect(String(tagName)).toMatch(/^(?!.*script$)[a-z][a-z0-9:._-]*$|^noscript$/);
    for (const name of Object.keys(attributes ?? {}))
      expect(name).not.toMatch(/^_?on|^srcdoc$|^http-equiv$|^action$|^ping$/i);
  }
}
