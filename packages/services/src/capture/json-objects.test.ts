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

it("finds nothing in an empty list and outside of lists", async () => {
  expect(await read('{"version":1,"events":[]}')).toEqual([]);
  expect(await read('{"meta":{"a":{"b":1}},"events":[1,"two",[3]]}')).toEqual([]);
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
