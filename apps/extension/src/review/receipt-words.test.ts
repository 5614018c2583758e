import { expect, test } from "vitest";
import { receiptWords } from "./receipt-words.ts";

test.each([
  [{ rule: "header", count: 1 }, "1 header value"],
  [{ rule: "jwt", count: 2 }, "2 tokens (JWT)"],
  [{ rule: "input_value", count: 1200 }, "1,200 typed values"],
  [{ rule: "a_new_rule", count: 3 }, "3 a new rule"],
])("%j reads %s", (line, words) => {
  expect(receiptWords(line)).toBe(words);
});
