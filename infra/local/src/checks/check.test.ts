import { expect, test } from "vitest";
import { total } from "./check.ts";

const outcome = (passed: number, failed: number) => ({ name: "x", passed, failed, duration_ms: 1 });

test("the last line sums every suite and the exit code is 0 only without a failure", () => {
  expect(total([outcome(3, 0), outcome(4, 0)])).toEqual({ line: "7 passed, 0 failed", code: 0 });
  expect(total([outcome(3, 0), outcome(4, 2)])).toEqual({ line: "7 passed, 2 failed", code: 1 });
});
