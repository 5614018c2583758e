import { expect, test } from "vitest";
import { formatArguments } from "./format.ts";

class Point {
  x = 1;
}

test.each([
  [["paying", 42, true, null, undefined], "paying 42 true null undefined"],
  [["%s costs %d%%", "tea", 5, "extra"], "tea costs 5% extra"],
  [["%cstyled", "color:red"], "styled"],
  [["100%"], "100%"],
  [[{ a: 1, b: ["x", { c: 2 }] }], '{"a":1,"b":["x",{"c":2}]}'],
  [[new Point()], '{"x":1}'],
  [[new Map([["k", 1]])], '{["k",1]}'],
  [[() => 1], "ƒ ()"],
  [[10n], "10n"],
  [[{ password: "hunter2", nested: { apiKey: "k" } }], '{"password":"[redacted]","nested":{"apiKey":"[redacted]"}}'],
])("case %#: as the console would write it", (args, text) => {
  expect(formatArguments(args)).toBe(text);
});

test("getters of the page are not run, and cycles end", () => {
  let runs = 0;
  const value: Record<string, unknown> = {
    get trap() {
      runs += 1;
      return 1;
    },
  };
  value["self"] = value;
  expect(formatArguments([value])).toBe('{"trap":[getter],"self":[circular]}');
  expect(runs).toBe(0);
});

test("what can't be read says so instead of breaking the page", () => {
  const hostile = new Proxy(
    {},
    {
      ownKeys: () => {
        throw new TypeError("no");
      },
    },
  );
  expect(formatArguments([hostile])).toBe("[unreadable]");
});

test("a text of megabytes is cut", () => {
  expect(formatArguments(["x".repeat(1_000_000)])).toHaveLength(10_000);
});
