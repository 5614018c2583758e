import { describe, expect, test } from "vitest";
import { countOutcomes, findFlaky, type Verdict } from "./summary.ts";

test("counts add up, and the rate leaves out what was skipped or is pending", () => {
  expect(countOutcomes(["PASSED", "PASSED", "FAILED", "BLOCKED", "SKIPPED", null])).toEqual({
    total: 6,
    passed: 2,
    failed: 1,
    blocked: 1,
    skipped: 1,
    pending: 1,
    pass_rate: 0.5,
  });
});

test("the rate has four decimals, and there is none before anything was tried", () => {
  expect(countOutcomes(["PASSED", "FAILED", "FAILED"]).pass_rate).toBe(0.3333);
  expect(countOutcomes(["SKIPPED", null]).pass_rate).toBeNull();
  expect(countOutcomes(["FAILED"]).pass_rate).toBe(0);
});

describe("flaky cases", () => {
  const cases = [
    { case_id: "a", title: "Pay" },
    { case_id: "b", title: "Search" },
  ];
  const said = (run_id: string, case_id: string, outcome: Verdict["outcome"]): Verdict => ({
    run_id,
    case_id,
    outcome,
  });

  test("a verdict that was turned around within one run makes a case flaky", () => {
    const verdicts = [said("1", "a", "FAILED"), said("1", "a", "PASSED"), said("1", "b", "PASSED")];
    expect(findFlaky(cases, verdicts)).toEqual([{ case_id: "a", title: "Pay", passes: 1, failures: 1, runs: 1 }]);
  });

  test("so does another verdict in another run of the build", () => {
    const verdicts = [said("1", "b", "PASSED"), said("2", "b", "FAILED"), said("3", "b", "PASSED")];
    expect(findFlaky(cases, verdicts)).toEqual([{ case_id: "b", title: "Search", passes: 2, failures: 1, runs: 3 }]);
  });

  test("what was skipped or blocked says nothing about the program", () => {
    const verdicts = [said("1", "a", "BLOCKED"), said("2", "a", "PASSED"), said("3", "a", "SKIPPED")];
    expect(findFlaky(cases, verdicts)).toEqual([]);
  });

  test("a case that always fails is broken, not flaky, and cases of others don't appear", () => {
    const verdicts = [
      said("1", "a", "FAILED"),
      said("2", "a", "FAILED"),
      said("1", "x", "FAILED"),
      said("2", "x", "PASSED"),
    ];
    expect(findFlaky(cases, verdicts)).toEqual([]);
  });
});
