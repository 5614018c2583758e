import { describe, expect, test, vi } from "vitest";
import { EventBody } from "./event-body.ts";

function open() {
  const told: string[] = [];
  const body = new EventBody({ onOver: () => told.push("over"), drop: () => told.push("dropped") });
  return { body, told, reader: body.stream.getReader() };
}

const LINE = "x".repeat(1000);
const decoder = new TextDecoder();

describe("the body of an event stream", () => {
  test("hands text over in order, in small chunks, and ends after what waits", async () => {
    const { body, told, reader } = open();
    const lines = Array.from({ length: 300 }, (_, number) => `${number} ${LINE}\n`);
    for (const line of lines) body.push(line);
    body.end();
    body.push("too late");
    let text = "";
    for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
      expect(chunk.value.length).toBeLessThanOrEqual(64 * 1024);
      text += decoder.decode(chunk.value);
    }
    expect(text).toBe(lines.join(""));
    expect(told).toEqual(["over"]);
  });

  test("hands over what comes while the reader waits", async () => {
    const { body, reader } = open();
    const read = reader.read();
    body.push("late");
    expect(decoder.decode((await read).value)).toBe("late");
  });

  test("drops a reader that takes nothing, and keeps nothing for it however much comes", () => {
    const { body, told } = open();
    for (let line = 0; line < 100_000; line += 1) body.push(LINE);
    expect(told).toEqual(["over", "dropped"]);
    expect(body.is_over).toBe(true);
  });

  test("fails the stream of a reader whose connection is not known", async () => {
    const body = new EventBody({ onOver: () => undefined });
    const reader = body.stream.getReader();
    for (let line = 0; line < 1000; line += 1) body.push(LINE);
    await expect(reader.read()).rejects.toThrow("fell behind");
  });

  test("says when there is room again, and lets go of whoever waits when the reader leaves", async () => {
    const { body, told, reader } = open();
    for (let line = 0; line < 100; line += 1) body.push(LINE);
    let has_room = false;
    const room = body.room().then(() => (has_room = true));
    await Promise.resolve();
    expect(has_room).toBe(false);
    await reader.read();
    await room;
    for (let line = 0; line < 100; line += 1) body.push(LINE);
    const again = body.room();
    await reader.cancel();
    await again;
    expect(told).toEqual(["over"]);
  });

  test("drops a reader that does not take the end either", () => {
    vi.useFakeTimers();
    const { body, told } = open();
    body.push("one");
    body.end();
    expect(told).toEqual([]);
    vi.advanceTimersByTime(10_000);
    vi.useRealTimers();
    expect(told).toEqual(["over", "dropped"]);
  });

  test("drops a reader that is stuck with little, not one for whom nothing waits", async () => {
    const { body, told, reader } = open();
    const read = reader.read();
    body.push("one");
    await read;
    body.cutWhenStalled(performance.now() + 60_000);
    expect(told).toEqual([]);
    body.push("two");
    body.cutWhenStalled(performance.now() + 1000);
    expect(told).toEqual([]);
    body.cutWhenStalled(performance.now() + 60_000);
    expect(told).toEqual(["over", "dropped"]);
  });
});
