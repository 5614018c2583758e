import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Pace } from "./use-paced.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("a hundred things within ten seconds are asked for in at most eleven calls, each once and none lost", async () => {
  const calls: string[][] = [];
  const pace = new Pace<string>(async (items) => void calls.push([...items]));
  for (let number = 0; number < 100; number += 1) {
    pace.add([`bug ${number}`, `bug ${number}`]);
    await vi.advanceTimersByTimeAsync(100);
  }
  await vi.advanceTimersByTimeAsync(2000);
  expect(calls.length).toBeLessThanOrEqual(11);
  expect(calls.flat()).toEqual(Array.from({ length: 100 }, (_, number) => `bug ${number}`));
});

test("what comes while a call is on its way waits for the next one", async () => {
  const calls: string[][] = [];
  let answer = () => undefined as void;
  const pace = new Pace<string>((items) => {
    calls.push([...items]);
    return new Promise((resolve) => (answer = resolve));
  });
  pace.add(["a"]);
  await vi.advanceTimersByTimeAsync(100);
  pace.add(["a", "b"]);
  await vi.advanceTimersByTimeAsync(5000);
  expect(calls).toEqual([["a"]]);
  answer();
  await vi.advanceTimersByTimeAsync(2000);
  expect(calls).toEqual([["a"], ["a", "b"]]);
});

test("a call that failed is made again some seconds later, and not for ever", async () => {
  let calls = 0;
  const pace = new Pace<string>(async () => {
    calls += 1;
    throw new Error("offline");
  });
  pace.add(["a"]);
  await vi.advanceTimersByTimeAsync(1000);
  expect(calls).toBe(1);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(calls).toBe(3);
});

test("nothing is called after the end", async () => {
  const calls: unknown[] = [];
  const pace = new Pace<string>(async (items) => void calls.push(items));
  pace.add(["a"]);
  pace.stop();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(calls).toEqual([]);
});
