import { describe, expect, it } from "vitest";
import type { ReplayEvent } from "@hawkmoth/domain/capture/bundle";
import { sanitiseReplay } from "../sanitise-replay.ts";
import { element, elements, expectHarmless, mutation, snapshot, text, type Json } from "../testing/recordings.ts";

describe("a forged recording", () => {
  const css = "a{background:url(https://evil.example/x)}";
  const FORGED: [string, () => ReplayEvent[]][] = [
    ["a text whose id is a string", () => snapshot(element("style", {}, [{ type: 3, id: "9", textContent: css }]))],
    ["a text without an id", () => snapshot(element("style", {}, [{ type: 3, textContent: css }]))],
    ["a fraction", () => snapshot(element("style", {}, [text(css, { id: 1.5 })]))],
    ["a negative id", () => snapshot(element("style", {}, [text(css, { id: -1 })]))],
    [
      "one id for a word and a sheet",
      () => snapshot(text("x", { id: 7777 }), element("style", {}, [text(css, { id: 7777 })])),
    ],
    [
      "one id for a division and a style",
      () => snapshot({ ...element("style", {}, [text(css)]), id: 7778 }, { ...element("div"), id: 7778 }),
    ],
    [
      "a document inside of a page",
      () => snapshot({ type: 0, id: 7779, childNodes: [element("style", {}, [text(css)])] }),
    ],
  ];

  it.each(FORGED)("leaves out a picture of a page with %s", (_name, make) => {
    const { events, removed } = sanitiseReplay(make());
    expect(events.map(({ type }) => type)).toEqual([4]);
    expect(removed["node id"]).toBe(1);
  });

  it("leaves out changes whose ids are no numbers of nodes or mean another node than before", () => {
    const word = text("x");
    const style = element("style");
    const place = element("div");
    const added = (more: Json) => mutation({ adds: [{ parentId: style.id, nextId: null, node: text(css), ...more }] });
    const forged = [
      // The player would go on with the old text, which a change had filled with words that were read as such.
      added({ node: { ...word } }),
      added({ node: { ...element("style"), id: place.id }, parentId: place.id }),
      added({ nextId: -1 }),
      added({ parentId: String(style.id) }),
      added({ previousId: "1" }),
      added({ node: { ...text(css), rootId: "1" } }),
      mutation({ texts: [{ id: String(word.id), value: css }] }),
      mutation({ attributes: [{ id: null, attributes: { style: css } }] }),
      mutation({ removes: [{ parentId: 1, id: "1" }] }),
      mutation({
        adds: [added({}), added({})].map(() => ({
          parentId: style.id,
          nextId: null,
          node: { ...text("y"), id: 8888 },
        })),
      }),
      mutation({ adds: [{ parentId: place.id, nextId: null, node: { type: 0, id: 8889, childNodes: [] } }] }),
    ];
    for (const event of forged) {
      const { events, removed } = sanitiseReplay([...snapshot(word, style, place), event]);
      expect([JSON.stringify(event), events.length]).toEqual([JSON.stringify(event), 2]);
      expect(removed["node id"]).toBe(1);
    }
  });

  it("puts no text into an element and nothing under a node that is not there", () => {
    const style = element("style");
    const { events } = sanitiseReplay([
      ...snapshot(style),
      mutation({ texts: [{ id: style.id, value: css }] }),
      mutation({ adds: [{ parentId: 99_999, nextId: null, node: text(css) }] }),
    ]);
    expect(events.slice(2).map(({ data }) => data)).toEqual([
      expect.objectContaining({ texts: [] }),
      expect.objectContaining({ adds: [] }),
    ]);
  });

  it("decides by the element that holds it whether a text is a sheet, not by what it says of itself", () => {
    const { events } = sanitiseReplay(
      snapshot(element("style", {}, [text(css, { isStyle: false })]), element("svg:style", {}, [text(css)])),
    );
    expectHarmless(events);
    const words = sanitiseReplay(snapshot(element("p", {}, [text("url(x)", { isStyle: true })]))).events;
    expect(JSON.stringify(words)).toContain('"textContent":"url(x)"');
    expect(JSON.stringify(words)).not.toContain("isStyle");
  });

  it.each(["filter", "mask", "cursor", "fill"])("reads a presentation attribute as CSS: %s", (name) => {
    for (const value of [
      "u\\72l(https://evil.example/x)",
      'image-set("https://evil.example/x" 1x)',
      'src("https://evil.example/x")',
    ])
      expectHarmless(sanitiseReplay(snapshot({ ...element("rect", { [name]: value }), isSVG: true })).events);
    const set = element("set", { attributeName: name, to: 'image-set("x" 1x)', values: "@import 'x'" });
    expect(elements(sanitiseReplay(snapshot(set)).events).at(-1)?.attributes).toEqual({ attributeName: name });
  });

  it("hands no list and no object to a style declaration, which a browser would join to a text", () => {
    const bad = ["url(https://evil.example/x)"];
    const { events } = sanitiseReplay([
      ...snapshot(),
      ...[bad, [bad], { toString: 1 }].map((value) => ({
        type: 3,
        data: { source: 13, id: 4, index: [0], set: { property: "background", value } },
        timestamp: 12,
      })),
      mutation({ attributes: [{ id: 4, attributes: { style: { background: [bad], color: [{ toString: 1 }] } } }] }),
    ]);
    expect(events).toHaveLength(6);
    expectHarmless(events);
  });
});
