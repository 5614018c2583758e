import type { FlakyCase, RunCounts, TestOutcome } from "./run-schema.ts";

/** So many runs of one build are looked at, the newest ones, to tell which cases are flaky. */
export const FLAKY_RUN_COUNT = 20;

/** Counts the cases of a run by outcome; null stands for pending. The rate has four decimals. */
export function countOutcomes(outcomes: readonly (TestOutcome | null)[]): RunCounts {
  const count = (wanted: TestOutcome | null) => outcomes.filter((outcome) => outcome === wanted).length;
  return toCounts({
    total: outcomes.length,
    passed: count("PASSED"),
    failed: count("FAILED"),
    blocked: count("BLOCKED"),
    skipped: count("SKIPPED"),
  });
}

/** Completes counts with what follows from them: pending, and the rate of those that were tried. */
export function toCounts(counts: Omit<RunCounts, "pending" | "pass_rate">): RunCounts {
  const { total, passed, failed, blocked, skipped } = counts;
  const tried = passed + failed + blocked;
  return {
    ...counts,
    pending: total - tried - skipped,
    pass_rate: tried === 0 ? null : Math.round((passed / tried) * 10_000) / 10_000,
  };
}

/** One thing that was said about a case, in any run. */
export interface Verdict {
  run_id: string;
  case_id: string;
  outcome: TestOutcome;
}

/**
 * The cases about which both PASSED and FAILED were said, given everything that was ever said about them in runs of the
 * same build and environment, corrections included: the program under test was the same, so the case can't be relied
 * on. BLOCKED and SKIPPED say nothing about the program and don't count. Order is that of `cases`.
 */
export function findFlaky(
  cases: readonly { case_id: string; title: string }[],
  verdicts: readonly Verdict[],
): FlakyCase[] {
  const byCase = Map.groupBy(verdicts, ({ case_id }) => case_id);
  return cases.flatMap(({ case_id, title }) => {
    const said = (byCase.get(case_id) ?? []).filter(({ outcome }) => outcome === "PASSED" || outcome === "FAILED");
    const passes = said.filter(({ outcome }) => outcome === "PASSED").length;
    const failures = said.length - passes;
    if (passes === 0 || failures === 0) return [];
    return [{ case_id, title, passes, failures, runs: new Set(said.map(({ run_id }) => run_id)).size }];
  });
}
