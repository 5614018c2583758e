import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { failureLines, total } from "./check.ts";
import { readReport } from "./report.ts";

const directory = mkdtempSync(join(tmpdir(), "hawkmoth-check-test-"));
afterAll(() => rmSync(directory, { recursive: true }));

const outcome = (passed: number, failed: number) => ({ name: "x", passed, failed, failures: [], duration_ms: 1 });

function written(report: unknown): string {
  const file = join(directory, "report.json");
  writeFileSync(file, JSON.stringify(report));
  return file;
}

test("the last line sums every suite and the exit code is 0 only without a failure", () => {
  expect(total([outcome(3, 0), outcome(4, 0)])).toEqual({ line: "7 passed, 0 failed", code: 0 });
  expect(total([outcome(3, 0), outcome(4, 2)])).toEqual({ line: "7 passed, 2 failed", code: 1 });
});

test("a run ends with the names and messages of its failed tests", () => {
  const vitest = written({
    numPassedTests: 1,
    numFailedTests: 1,
    testResults: [
      {
        name: "a.test.ts",
        status: "failed",
        assertionResults: [
          { fullName: "one", status: "passed", failureMessages: [] },
          { fullName: "two", status: "failed", failureMessages: ["\u001b[31mexpected 1\u001b[39m\nto be 2"] },
        ],
      },
      { name: "b.test.ts", status: "failed", message: "does not load", assertionResults: [] },
    ],
  });
  const report = readReport("vitest", vitest);
  expect(report).toMatchObject({ passed: 1, failed: 1 });
  const failures = report?.failures ?? [];
  expect(failureLines([{ ...outcome(1, 1), name: "unit tests", failures }])).toEqual([
    "✗ unit tests: a.test.ts › two",
    "    expected 1",
    "    to be 2",
    "✗ unit tests: b.test.ts",
    "    does not load",
  ]);
});

test("a browser report gives the failed tests of every depth", () => {
  const spec = (title: string, ok: boolean) => ({
    title,
    ok,
    file: "a.spec.ts",
    tests: [{ results: [{ errors: ok ? [] : [{ message: "closed" }] }] }],
  });
  const file = written({
    stats: { expected: 2, unexpected: 1, flaky: 0 },
    errors: [],
    suites: [{ specs: [spec("one", true)], suites: [{ specs: [spec("two", false), spec("three", true)] }] }],
  });
  expect(readReport("playwright", file)).toEqual({
    passed: 2,
    failed: 1,
    failures: [{ test: "a.spec.ts › two", message: "closed" }],
  });
});

test("a report that was not written, or is none, is no report", () => {
  expect(readReport("vitest", join(directory, "missing.json"))).toBeUndefined();
  expect(readReport("playwright", written({ stats: {} }))).toBeUndefined();
});
