import { expect, test } from "vitest";
import { steepGrowth } from "./cost-growth.ts";

const QUICK = { units: ["(", "a"], max_length: 4096 };

test("a rule by the square of the length is found, for the texts that make it one", () => {
  const found = steepGrowth((text) => /\(+\)/.exec(text.slice(1)), QUICK);
  expect(found).toHaveLength(1);
  expect(found[0]).toMatch(/^"\(" of \d+ characters: [\d.]+ ms, [\d.]+ times those of a quarter$/);
});

test("a sum over all characters is not found, nor is one that stops at a limit", () => {
  const sum = (text: string) => {
    let total = 0;
    for (let round = 0; round < 8; round += 1)
      for (let at = 0; at < text.length; at += 1) total += text.charCodeAt(at) ** round;
    return total;
  };
  expect(steepGrowth(sum, QUICK)).toEqual([]);
  expect(steepGrowth((text) => /\(+\)/.test(text.slice(0, 500)), QUICK)).toEqual([]);
});
