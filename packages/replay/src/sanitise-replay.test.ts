import { describe, expect, it } from "vitest";
import type { ReplayEvent } from "@hawkmoth/domain/capture/bundle";
import { EMPTY_IMAGE } from "./sanitise/attributes.ts";
import { sanitiseReplay } from "./sanitise-replay.ts";
import { element, elements, expectHarmless, mutation, snapshot, text, type Json } from "./testing/recordings.ts";

const ATTACKS: [string, Json][] = [
  ["script", element("script", { src: "https://evil.example/x.js" }, [text("alert(1)")])],
  ["script in capitals", element("SCRIPT", {}, [text("alert(1)")])],
  ["script in SVG", { ...element("svg:script", { "xlink:href": "https://evil.example/x.js" }), isSVG: true }],
  [
    "event handlers",
    element("img", {
      src: "x",
      onerror: "alert(1)",
      ONLOAD: "alert(1)",
      onpointerenter: "alert(1)",
      _onfocus: "alert(1)",
    }),
  ],
  ["javascript link", element("a", { href: " java\nscript:alert(1)" })],
  ["javascript link in SVG", { ...element("a", { "xlink:href": "JAVASCRIPT:alert(1)" }), isSVG: true }],
  ["data document link", element("a", { href: "data:text/html,<script>alert(1)</script>" })],
  [
    "frame sources",
    element("iframe", {
      src: "https://evil.example",
      srcdoc: "<script>alert(1)</script>",
      rr_src: "https://evil.example",
    }),
  ],
  ["SVG document in a frame", element("iframe", { src: "data:image/svg+xml,<svg onload=alert(1)>" })],
  ["objects", element("object", { data: "https://evil.example", codebase: "https://evil.example" })],
  ["embeds", element("embed", { src: "https://evil.example/x.swf" })],
  ["meta refresh", element("meta", { "http-equiv": "refresh", content: "0;url=https://evil.example" })],
  ["base", element("base", { href: "https://evil.example/", target: "_top" })],
  [
    "form targets",
    element("form", { action: "https://evil.example", target: "_top" }, [
      element("button", { formaction: "https://evil.example" }),
    ]),
  ],
  [
    "remote picture",
    element("img", { src: "https://evil.example/pixel.gif", srcset: "https://evil.example/2x.gif 2x" }),
  ],
  [
    "remote media",
    element("video", { src: "https://evil.example/v.mp4", poster: "https://evil.example/p.png" }, [
      element("source", { src: "//evil.example/v" }),
    ]),
  ],
  ["remote style sheet", element("link", { rel: "stylesheet", href: "https://evil.example/x.css" })],
  [
    "preload",
    element("link", {
      rel: "preload",
      as: "image",
      href: "https://evil.example/x",
      imagesrcset: "https://evil.example/x 2x",
    }),
  ],
  [
    "inlined style sheet",
    element("link", { _cssText: '@import "https://evil.example/x.css"; a{background:url(https://evil.example/x)}' }),
  ],
  [
    "style element",
    element("style", { _cssText: "a{background:url(https://evil.example/x)}" }, [
      text("b{background:url(https://evil.example/y)}"),
    ]),
  ],
  ["style attribute", element("div", { style: "background-image:url('https://evil.example/x')" })],
  [
    "SVG references",
    {
      ...element("rect", { fill: "url(https://evil.example/x.svg#a)", filter: "u\\72l(https://evil.example/f)" }),
      isSVG: true,
    },
  ],
  ["SVG use", { ...element("use", { href: "https://evil.example/x.svg#a" }), isSVG: true }],
  [
    "SVG animation",
    {
      ...element("animate", {
        attributeName: "href",
        values: "https://evil.example/a;https://evil.example/b",
        to: "javascript:alert(1)",
      }),
      isSVG: true,
    },
  ],
  ["picture data of a canvas", element("canvas", { rr_dataURL: "https://evil.example/x.png" })],
  ["picture data of an image", element("img", { rr_dataURL: "https://evil.example/x.png" })],
  ["table background", element("td", { background: "https://evil.example/x.png" })],
  ["ping", element("a", { href: "#", ping: "https://evil.example" })],
  ["broken names", element("img src=x onerror=alert(1) ", { "x onload": "alert(1)" })],
];

describe("sanitiseReplay", () => {
  it.each(ATTACKS)("disarms in a full snapshot: %s", (_name, node) => {
    const { events, removed } = sanitiseReplay(snapshot(node));
    expectHarmless(events);
    expect(Object.keys(removed).length + Number(JSON.stringify(events).includes("data:,"))).toBeGreaterThan(0);
  });

  it.each(ATTACKS)("disarms in an added node: %s", (_name, node) => {
    const place = element("div");
    const added = mutation({ adds: [{ parentId: place.id, nextId: null, node }] });
    const { events } = sanitiseReplay([...snapshot(place), added]);
    expect(elements(events.at(-1)).length).toBeGreaterThan(0);
    expectHarmless(events);
  });

  it.each(ATTACKS)("disarms in later attribute changes: %s", (_name, node) => {
    const bare = { ...node, attributes: {}, childNodes: [] };
    const events = [...snapshot(bare), mutation({ attributes: [{ id: node.id, attributes: node.attributes }] })];
    expectHarmless(sanitiseReplay(events).events);
    const unknown = [...snapshot(), mutation({ attributes: [{ id: 99_999, attributes: node.attributes }] })];
    expectHarmless(sanitiseReplay(unknown).events);
    expect(sanitiseReplay(unknown).events).toHaveLength(3);
  });

  it("disarms style changes given as objects, rules, declarations and adopted sheets", () => {
    const bad = "url(https://evil.example/x)";
    const { events } = sanitiseReplay([
      ...snapshot(),
      mutation({
        attributes: [
          { id: 4, attributes: { style: { background: bad, "border-image": [bad, "important"], color: false } } },
        ],
      }),
      {
        type: 3,
        data: { source: 8, id: 4, adds: [{ rule: `a{background:${bad}}` }], replace: `@import "https://evil.example"` },
        timestamp: 11,
      },
      { type: 3, data: { source: 13, id: 4, index: [0], set: { property: "background", value: bad } }, timestamp: 12 },
      {
        type: 3,
        data: { source: 15, id: 4, styleIds: [1], styles: [{ styleId: 1, rules: [{ rule: `a{background:${bad}}` }] }] },
        timestamp: 13,
      },
      { type: 3, data: { source: 10, family: "x", fontSource: bad, buffer: false }, timestamp: 14 },
      {
        type: 3,
        data: {
          source: 9,
          id: 4,
          type: 0,
          commands: [{ property: "drawImage", args: [{ rr_type: "HTMLImageElement", src: "https://evil.example/x" }] }],
        },
        timestamp: 15,
      },
      { type: 6, data: { plugin: "rrweb/console@1", payload: { x: "https://evil.example/x" } }, timestamp: 16 },
      { type: 7, data: { url: "https://evil.example/x" }, timestamp: 17 },
    ]);
    expectHarmless(events);
    expect(events.filter((event) => event.timestamp > 13)).toEqual([]);
  });

  it("reads text as a style sheet wherever it stands in one: nested, added later, changed, out of order", () => {
    const css = "a{background:url(https://evil.example/x)}";
    const style = element("style", {}, [text(css)]);
    const late = text(css);
    const child = text("x");
    const parent = element("style");
    const { events } = sanitiseReplay([
      ...snapshot(style),
      mutation({ adds: [{ parentId: style.id, nextId: null, node: late }] }),
      mutation({ texts: [{ id: late.id, value: css }] }, 11),
      mutation({ texts: [{ id: child.id, value: css }] }, 12),
      mutation(
        {
          adds: [
            { parentId: parent.id, nextId: null, node: child },
            { parentId: 4, nextId: null, node: parent },
          ],
        },
        13,
      ),
    ]);
    expectHarmless(events);
    expect(events).toHaveLength(6);
  });

  it("keeps what makes the replay: ids, structure, words, inlined pictures, links, sizes", () => {
    const picture = "data:image/png;base64,iVBORw0KGgo=";
    const link = element("a", { href: "https://shop.example/cart", class: "btn" }, [text("Cart (2)")]);
    const image = element("img", { src: picture, alt: "Fern", rr_width: "40px" });
    const remote = element("img", { src: "/fern.webp" });
    const input = element("input", { type: "text", value: "SAVE10", placeholder: "Code" });
    const given = [
      ...snapshot(link, image, remote, input),
      { type: 3, data: { source: 5, id: 9, text: "SAVE10", isChecked: false }, timestamp: 20 },
      { type: 3, data: { source: 1, positions: [{ x: 1, y: 2, id: 4, timeOffset: 0 }] }, timestamp: 21 },
      { type: 3, data: { source: 2, type: 2, id: 4, x: 1, y: 1 }, timestamp: 22 },
    ];
    const { events } = sanitiseReplay(given);
    const all = elements(events);
    expect(all.map((node) => [node.id, node.tagName])).toEqual(elements(given).map((node) => [node.id, node.tagName]));
    expect(all.find((node) => node.id === link.id)).toEqual(link);
    expect(all.find((node) => node.id === image.id)).toEqual(image);
    expect(all.find((node) => node.id === input.id)).toEqual(input);
    expect(all.find((node) => node.id === remote.id)?.attributes).toEqual({ src: EMPTY_IMAGE });
    expect(events.slice(2)).toEqual(given.slice(2));
    expect(events[0]).toEqual(given[0]);
  });

  it("hides secrets by shape in text, attributes, inputs and addresses", () => {
    const secret = `sk_live_${"a1b2c3d4e5".repeat(2)}`;
    const node = element("div", { title: secret, "data-key": secret }, [text(`key ${secret}`)]);
    const { events } = sanitiseReplay([
      ...snapshot(node, element("a", { href: `https://shop.example/?token=${secret}` })),
      mutation({ texts: [{ id: 5, value: secret }] }),
      { type: 3, data: { source: 5, id: 9, text: secret, isChecked: false }, timestamp: 20 },
      { type: 4, data: { href: `https://shop.example/?api_key=${secret}`, width: 1, height: 1 }, timestamp: 21 },
    ]);
    expect(JSON.stringify(events)).not.toContain("sk_live");
  });

  it("orders events by time and changes nothing the second time", () => {
    const events = [
      ...snapshot(...ATTACKS.map(([, node]) => node)),
      mutation({ texts: [{ id: 4, value: "x" }] }, 5),
    ].reverse();
    const once = sanitiseReplay(events).events;
    expect(once.map((event) => event.timestamp)).toEqual([1, 2, 5]);
    expect(sanitiseReplay(once).events).toEqual(once);
  });

  it("survives rubbish: wrong shapes and nesting without end", () => {
    let deep: Json = element("b");
    for (let depth = 0; depth < 3000; depth += 1) deep = element("b", {}, [deep]);
    const rubbish: ReplayEvent[] = [
      { type: 2, data: null, timestamp: 1 },
      { type: 2, data: { node: 7 }, timestamp: 2 },
      { type: 3, data: { source: 0, adds: "no", texts: [null], attributes: [{ attributes: 5 }] }, timestamp: 3 },
      { type: 3, data: { source: "0" }, timestamp: 4 },
      {
        type: 3,
        data: { source: 0, adds: [{ node: { type: 2, tagName: 5, attributes: null, childNodes: {} } }] },
        timestamp: 5,
      },
      { type: 10, data: "x", timestamp: 6 },
      ...snapshot(deep),
    ];
    expect(() => JSON.stringify(sanitiseReplay(rubbish).events)).not.toThrow();
    expectHarmless(sanitiseReplay(rubbish).events);
  });
});
