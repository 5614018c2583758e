import { expect, test } from "vitest";
import type { FingerprintPart } from "./schema.ts";
import { isLikelyDuplicate, rate, type Resemblance } from "./score.ts";

const STACK: FingerprintPart = { layer: "STACK", text: "TypeError: x at pay (/app.js)" };
const ERROR: FingerprintPart = { layer: "ERROR", text: "TypeError: x" };
const REQUEST: FingerprintPart = { layer: "REQUEST", text: "POST /api/cart -> 500" };
const TARGET: FingerprintPart = { layer: "TARGET", text: 'click button "Pay" on /cart' };
const ROUTE: FingerprintPart = { layer: "ROUTE", text: "/cart" };

function found(shared: FingerprintPart[], more: Partial<Resemblance> = {}): Resemblance {
  return { shared, title_similarity: 0, has_same_title: false, has_all_words: false, ...more };
}

test("tells what agrees in plain words, strongest first", () => {
  expect(rate(found([ROUTE, REQUEST, ERROR], { title_similarity: 0.62 }))).toEqual({
    score: 0.89,
    why: [
      "same error: TypeError: x",
      "same failing request: POST /api/cart -> 500",
      "similar title 0.62",
      "same page: /cart",
    ],
  });
  expect(rate(found([STACK, ERROR], { title_similarity: 1 })).why).toEqual([
    "same title",
    "same error in the same place: TypeError: x at pay (/app.js)",
  ]);
});

test("each further agreement raises the score, which never reaches certainty by adding up", () => {
  const scores = [[ROUTE], [TARGET], [REQUEST], [ERROR], [ERROR, ROUTE], [ERROR, REQUEST], [STACK, ERROR]].map(
    (shared) => rate(found(shared)).score,
  );
  expect(scores).toEqual(scores.toSorted((left, right) => left - right));
  expect(new Set(scores).size).toBe(scores.length);
  expect(rate(found([STACK, ERROR, REQUEST, TARGET, ROUTE], { title_similarity: 1 })).score).toBeLessThanOrEqual(1);
});

test("nothing in common is nothing", () => {
  expect(rate(found([], { title_similarity: 0.39 }))).toEqual({ score: 0, why: [] });
});

test.each([
  ["the same error in the same place", found([STACK, ERROR]), true],
  ["the same error with the same call", found([ERROR, REQUEST]), true],
  ["the same error on the same page", found([ERROR, ROUTE]), true],
  ["the same error alone, which may be thrown anywhere", found([ERROR]), false],
  ["the same call, step and page, which may fail for many reasons", found([REQUEST, TARGET, ROUTE]), false],
  ["the same title", found([], { title_similarity: 1, has_same_title: true }), true],
  ["a title that differs in a word", found([REQUEST, ROUTE], { title_similarity: 0.99 }), false],
])("%s: likely a duplicate is %#", (_what, resemblance, expected) => {
  expect(isLikelyDuplicate(resemblance)).toBe(expected);
});
