import { expect, test } from "vitest";
import { consoleRows, filterConsole } from "./console-rows.ts";

const rows = consoleRows({
  console: [
    { at_ms: 300, level: "warn", text: "slow request /api/cart", stack: null, url: null },
    { at_ms: 100, level: "log", text: "ready", stack: null, url: null },
  ],
  errors: [
    {
      at_ms: 200,
      kind: "error",
      name: "TypeError",
      message: "x is undefined",
      stack: "at cart.ts:3",
      source: null,
      line: null,
      column: null,
    },
  ],
});

test("logs and uncaught errors stand in order of time, errors with their kind and name", () => {
  expect(rows.map((row) => [row.at_ms, row.tone, row.mark, row.text])).toEqual([
    [100, "info", null, "ready"],
    [200, "error", "Uncaught", "TypeError: x is undefined"],
    [300, "warn", null, "slow request /api/cart"],
  ]);
});

test("a filter takes tones and every word, also of the stack", () => {
  const all = new Set(["error", "warn", "info", "debug"] as const);
  expect(filterConsole(rows, all, "cart").map((row) => row.at_ms)).toEqual([200, 300]);
  expect(filterConsole(rows, new Set(["warn"] as const), "cart").map((row) => row.at_ms)).toEqual([300]);
  expect(filterConsole(rows, all, "cart nothing")).toEqual([]);
});
