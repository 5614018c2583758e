import { expect, it, test } from "vitest";
import { jsonObjects } from "./json-objects.ts";

async function* inPieces(text: string, size: number): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let start = 0; start < bytes.length; start += size)
    yield await Promise.resolve(bytes.subarray(start, start + size));
}

async function read(text: string, size = 7): Promise<unknown[]> {
  const found = await Array.fromAsync(jsonObjects(inPieces(text, size)));
  return found.map((element) => JSON.parse(element.toString()));
}

const events = [
  { type: 4, data: { href: 'a"b\\', list: [{ deep: [{}] }] } },
  { type: 2, data: '}]{["' },
  {},
  { "}": "\\", text: "Grüße 日本語 🦋", nested: { a: { b: { c: [1, 2, { d: "]" }] } } } },
];

test.each([1, 2, 3, 7, 64, 10_000])("finds every object whatever the pieces, here of %d bytes", async (size) => {
  expect(await read(JSON.stringify({ version: 1, events }), size)).toEqual(events);
  expect(await read(JSON.stringify({ version: 1, events }, null, 2), size)).toEqual(events);
});

it("finds nothing in an empty list and outside of the list of events", async () => {
  expect(await read('{"version":1,"events":[]}')).toEqual([]);
  expect(await read("[]")).toEqual([]);
  expect(await read('{"meta":{"a":{"b":1}},"other":[{"type":1}],"events":[{"n":1}]}')).toEqual([{ n: 1 }]);
});

it("takes the bare list that rrweb's own tools export, and a list without a version", async () => {
  expect(await read(JSON.stringify(events))).toEqual(events);
  expect(await read(` ${JSON.stringify({ events }, null, 1)}\n`)).toEqual(events);
});

test.each([
  ["no list", '{"meta":{}}', "INVALID_INPUT"],
  ["other things than events", '{"events":[1,"two",[3]]}', "INVALID_INPUT"],
  ["zeros that look like what stands for events", "[0,0]", "INVALID_INPUT"],
  ["two lists of events", '{"events":[{}],"events":[{}]}', "INVALID_INPUT"],
  ["a key that only ends like the right one", '{"a\\"events":[{}]}', "INVALID_INPUT"],
  ["a later version", '{"version":2,"events":[{}]}', "INVALID_INPUT"],
  ["text", '"events"', "INVALID_INPUT"],
  ["nothing", "", "INVALID_INPUT"],
  ["a list that never ends", '[{"a":1},{"b":', "INVALID_INPUT"],
  ["closing brackets alone", "]}]}", "INVALID_INPUT"],
  ["brackets without end", "[".repeat(3000), "PAYLOAD_TOO_LARGE"],
  ["an event of brackets", `[{"data":${"[".repeat(3000)}${"]".repeat(3000)}}]`, "PAYLOAD_TOO_LARGE"],
  ["an event of empty objects", `[{"data":[${"{},".repeat(1_000_001)}{}]}]`, "PAYLOAD_TOO_LARGE"],
  ["many events of empty objects", `[${`{"data":[${"{},".repeat(700_000)}{}]},`.repeat(5)}{}]`, "PAYLOAD_TOO_LARGE"],
  ["too many events", `[${"{},".repeat(200_000)}{}]`, "PAYLOAD_TOO_LARGE"],
  ["an object of many keys", `[{${'"k":1,'.repeat(10_000)}"k":1}]`, "PAYLOAD_TOO_LARGE"],
  ["much beside its events", `{"events":[],"more":"${"x".repeat(1024 * 1024)}"}`, "PAYLOAD_TOO_LARGE"],
])("refuses %s", async (_title, text, code) => {
  await expect(read(text, 65_536)).rejects.toMatchObject({ code });
});

it("lets a page of 200,000 nodes through", async () => {
  const node = '{"type":2,"id":1,"tagName":"div","attributes":{"class":"row","id":"x"},"childNodes":[]},';
  const page = `[{"type":2,"data":{"node":{"childNodes":[${node.repeat(199_999)}{}]}},"timestamp":1}]`;
  expect(await read(page, 65_536)).toHaveLength(1);
});

it("holds no more than one object at a time", async () => {
  let pulled = 0;
  async function* endless(): AsyncGenerator<Uint8Array> {
    yield Buffer.from('{"events":[');
    for (;;) {
      pulled += 1;
      yield await Promise.resolve(Buffer.from(`{"n":${pulled}},`));
    }
  }
  const taken: string[] = [];
  for await (const element of jsonObjects(endless())) if (taken.push(element.toString()) === 3) break;
  expect(taken).toEqual(['{"n":1}', '{"n":2}', '{"n":3}']);
  expect(pulled).toBe(3);
});
