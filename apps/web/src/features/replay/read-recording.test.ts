import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { readRecording } from "./read-recording.ts";

const events = [
  { type: 4, data: { href: "https://shop.example/" }, timestamp: 1 },
  { type: 2, data: {}, timestamp: 2 },
];

function bytesOf(data: Uint8Array): ArrayBuffer {
  const copy = new ArrayBuffer(data.byteLength);
  new Uint8Array(copy).set(data);
  return copy;
}

test.each([
  ["gzipped", gzipSync(JSON.stringify({ version: 1, events }))],
  ["plain", new TextEncoder().encode(JSON.stringify({ version: 1, events }))],
  ["a bare list", new TextEncoder().encode(JSON.stringify(events))],
])("a recording is read when it is %s", async (_kind, data) => {
  expect(await readRecording(bytesOf(data))).toEqual(events);
});

test.each([[{ version: 1, events: [] }], [{ version: 1, events: [{ type: "x" }, {}] }], [{}]])(
  "%j is no recording",
  async (value) => {
    await expect(readRecording(bytesOf(new TextEncoder().encode(JSON.stringify(value))))).rejects.toThrow("empty");
  },
);
