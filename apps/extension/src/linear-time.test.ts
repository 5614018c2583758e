import { steepGrowth } from "@hawkmoth/domain/testing/cost-growth";
import { expect, test } from "vitest";
import { originOf, parseOrigin } from "./connection/connection-origin.ts";
import { policyFor } from "./connection/policy.ts";
import { receiptWords } from "./review/receipt-words.ts";

test.each(
  Object.entries<(text: string) => unknown>({
    originOf,
    parseOrigin,
    policyFor: (text) => policyFor(text, null),
    receiptWords: (text) => receiptWords({ rule: text, count: 2 }),
  }),
)("%s takes time by the length of its text", (_name, work) => {
  expect(steepGrowth(work)).toEqual([]);
});
