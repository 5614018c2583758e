import { describe, expect, test } from "vitest";
import { RunStatus } from "./schema.ts";
import { assertCancellable, assertTakesResults, deriveRunStatus } from "./states.ts";
import { countOutcomes } from "./summary.ts";
import type { TestOutcome } from "./run-schema.ts";

describe("status of a run by its results", () => {
  test.each<[string, (TestOutcome | null)[], RunStatus]>([
    ["nothing said", [null, null], "QUEUED"],
    ["the first result of two", ["PASSED", null], "RUNNING"],
    ["a failure while one is pending", ["FAILED", null], "RUNNING"],
    ["all passed", ["PASSED", "PASSED"], "PASSED"],
    ["passed, the rest left out on purpose", ["PASSED", "SKIPPED"], "PASSED"],
    ["one failed", ["PASSED", "FAILED"], "FAILED"],
    ["one could not be tried", ["PASSED", "BLOCKED"], "FAILED"],
    ["everything left out", ["SKIPPED", "SKIPPED"], "FAILED"],
  ])("%s", (_, outcomes, status) => {
    expect(deriveRunStatus(countOutcomes(outcomes))).toBe(status);
  });
});

test("only a cancelled run refuses results, so late corrections are taken", () => {
  const refusing = RunStatus.options.filter((status) => {
    try {
      assertTakesResults(status);
      return false;
    } catch {
      return true;
    }
  });
  expect(refusing).toEqual(["CANCELLED"]);
});

test("a run is cancelled while it is open; again changes nothing; a finished one says what is allowed", () => {
  expect(assertCancellable("QUEUED")).toBe(true);
  expect(assertCancellable("RUNNING")).toBe(true);
  expect(assertCancellable("CANCELLED")).toBe(false);
  for (const status of ["PASSED", "FAILED"] as const)
    expect(() => assertCancellable(status)).toThrow(/allowed: QUEUED, RUNNING/);
});
