import { expect, test } from "vitest";
import type { FingerprintPart } from "./schema.ts";
import { isLikelyDuplicate, rate, type Resemblance } from "./score.ts";

const STACK: FingerprintPart = { layer: "STACK", text: "TypeError: x at pay (/app.js)" };
const ERROR: FingerprintPart = { layer: "ERROR", text: "TypeError: x" };
const REQUEST: FingerprintPart = { layer: "REQUEST", text: "POST /api/cart -> 500" };
const TARGET: FingerprintPart = { layer: "TARGET", text: 'click button "Pay" on /cart' };
const ROUTE: FingerprintPart = { layer: "ROUTE", text: "/cart" };

function found(shared: FingerprintPart[], more: Partial<Resemblance> = {}): Resemblance {
  return {
    shared,
    title_similarity: 0,
    has_same_title: false,
    has_all_words: false,
    shared_words: [],
    words_share: 0,
    ...more,
  };
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

const words = (words_share: number) => ({ shared_words: ["coupon", "cart"], words_share });

test("words alone say little: the more the rarer and the more of them are shared, and never as much as all", () => {
  expect(rate(found([], words(0.5)))).toEqual({ score: 0.25, why: ["shares words: coupon, cart"] });
  const scores = [0.2, 0.5, 1].map((share) => rate(found([], words(share))).score);
  expect(scores).toEqual(scores.toSorted((left, right) => left - right));
  const all = rate(found([], { ...words(1), has_all_words: true }));
  expect(all).toEqual({ score: 0.45, why: ["all words found"] });
  expect(scores.at(-1)).toBeLessThan(all.score);
  expect(rate(found([], words(0.19)))).toEqual({ score: 0, why: [] });
});

test("words of titles that are similar count once", () => {
  expect(rate(found([], { ...words(0.5), title_similarity: 0.6 })).why).toEqual(["similar title 0.60"]);
  expect(rate(found([], { ...words(0.5), title_similarity: 0.4 })).why).toEqual(["shares words: coupon, cart"]);
});

test.each([
  ["the same error in the same place", found([STACK, ERROR]), true],
  ["the same error with the same call", found([ERROR, REQUEST]), true],
  ["the same error on the same page", found([ERROR, ROUTE]), true],
  ["the same error alone, which may be thrown anywhere", found([ERROR]), false],
  ["the same call, step and page, which may fail for many reasons", found([REQUEST, TARGET, ROUTE]), false],
  ["the same title", found([], { title_similarity: 1, has_same_title: true }), true],
  ["all words of the title", found([ROUTE], { ...words(1), has_all_words: true }), false],
  ["a title that differs in a word", found([REQUEST, ROUTE], { title_similarity: 0.99 }), false],
])("%s: likely a duplicate is %#", (_what, resemblance, expected) => {
  expect(isLikelyDuplicate(resemblance)).toBe(expected);
});
