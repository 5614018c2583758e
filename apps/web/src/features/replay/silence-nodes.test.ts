import type { eventWithTime } from "@rrweb/types";
import { expect, test } from "vitest";
import { readRecording } from "./read-recording.ts";
import { silenceNodes } from "./silence-nodes.ts";

const link = (id: number, rel: string, tagName = "link") => ({
  type: 2,
  id,
  tagName,
  attributes: { rel, href: "https://evil.example/" },
  childNodes: [],
});

/** Events as they are read: whoever made them kept to no type. */
async function events(list: object[]): Promise<eventWithTime[]> {
  return await readRecording(new TextEncoder().encode(JSON.stringify(list)).buffer);
}

test("no link of a picture, of an added node or of a change keeps what makes a browser fetch it", async () => {
  const list = await events([
    {
      type: 2,
      timestamp: 1,
      data: { node: { type: 0, id: 1, childNodes: [link(2, "prefetch"), link(3, "preload", "LINK")] } },
    },
    {
      type: 3,
      timestamp: 2,
      data: {
        source: 0,
        adds: [
          {
            parentId: 1,
            nextId: null,
            node: { type: 2, id: 4, tagName: "div", attributes: {}, childNodes: [link(5, "prefetch")] },
          },
        ],
        attributes: [{ id: 2, attributes: { rel: "prefetch", title: "kept" } }],
        texts: [],
        removes: [],
      },
    },
  ]);
  silenceNodes(list);
  expect(JSON.stringify(list)).not.toContain('"rel"');
  expect(JSON.stringify(list)).toContain('"title":"kept"');
});

test("the player writes names of attributes in lower case, so none is spared for its capitals", async () => {
  const frame = { ...link(2, "", "iframe"), attributes: { SRC: "https://evil.example/", SrcDoc: "x", width: "9" } };
  const prefetch = { ...link(3, ""), attributes: { REL: "prefetch", href: "https://evil.example/" } };
  const list = await events([
    { type: 2, timestamp: 1, data: { node: { type: 0, id: 1, childNodes: [frame, prefetch] } } },
    {
      type: 3,
      timestamp: 2,
      data: {
        source: 0,
        adds: [],
        texts: [],
        removes: [],
        attributes: [
          { id: 2, attributes: { Src: "https://evil.example/" } },
          { id: 3, attributes: { Rel: "prefetch" } },
        ],
      },
    },
  ]);
  silenceNodes(list);
  expect(JSON.stringify(list)).not.toMatch(/"(?:src|srcdoc|rel)"/i);
  expect(JSON.stringify(list)).toContain('"width":"9"');
});

test("no frame keeps an address, and no change gives it one, while pictures keep theirs", async () => {
  const frame = {
    type: 2,
    id: 2,
    tagName: "iframe",
    attributes: { src: "https://evil.example/", width: "9" },
    childNodes: [],
  };
  const change = (id: number) => ({ id, attributes: { src: "data:image/png;base64,AAAA" } });
  const list = await events([
    { type: 2, timestamp: 1, data: { node: { type: 0, id: 1, childNodes: [frame] } } },
    {
      type: 3,
      timestamp: 2,
      data: { source: 0, adds: [], texts: [], removes: [], attributes: [change(2), change(3)] },
    },
  ]);
  silenceNodes(list);
  expect(JSON.stringify(list)).not.toContain("evil.example");
  expect(list[1]?.data).toMatchObject({ attributes: [{ id: 2, attributes: {} }, change(3)] });
  expect(JSON.stringify(list[0])).toContain('"width":"9"');
});
