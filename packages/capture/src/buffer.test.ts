import { expect, test } from "vitest";
import { ChunkBuffer, type EncodedChunk } from "./buffer.ts";
import { PolicyHolder } from "./policy.ts";

function gather() {
  const chunks: EncodedChunk[] = [];
  const buffer = new ChunkBuffer({
    document_id: "d",
    policy: new PolicyHolder(),
    onChunk: (chunk) => chunks.push(chunk),
  });
  const event = (type: number, timestamp: number) => buffer.pushReplay({ type, data: {}, timestamp });
  return { chunks, buffer, event };
}

test("each checkout begins a chunk of its own", () => {
  const { chunks, buffer, event } = gather();
  for (const [type, time] of [
    [4, 1],
    [2, 2],
    [3, 3],
    [4, 10],
    [2, 11],
  ] as const)
    event(type, time);
  buffer.flush();
  expect(chunks.map(({ at_ms, is_checkout }) => [at_ms, is_checkout])).toEqual([
    [1, true],
    [10, true],
  ]);
});

test("nothing gathered, nothing handed on; hits are counted once", () => {
  const { chunks, buffer, event } = gather();
  buffer.flush();
  expect(chunks).toEqual([]);
  buffer.addHits({ text: 2 });
  event(3, 5);
  buffer.flush();
  event(3, 6);
  buffer.flush();
  expect(chunks.map((chunk) => JSON.parse(chunk.json).hits)).toEqual([{ text: 2 }, {}]);
});

test("a flood is cut into chunks, but never between Meta and its snapshot", () => {
  for (const isSnapshotLate of [false, true]) {
    const { chunks, buffer, event } = gather();
    event(4, 1);
    if (!isSnapshotLate) event(2, 2);
    for (let index = 0; index < 2500; index += 1)
      buffer.pushLog({ kind: "console", entry: { at_ms: index, level: "log", text: "x" } });
    if (isSnapshotLate) event(2, 2);
    buffer.flush();
    expect(chunks.length).toBe(isSnapshotLate ? 1 : 2);
    expect(chunks.map((chunk) => chunk.is_checkout)).toEqual(isSnapshotLate ? [true] : [true, false]);
  }
});
