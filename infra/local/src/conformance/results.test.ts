import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { judge, readScenarios } from "./results.ts";
import { isOptional } from "./suites.ts";

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "conformance-"));
});
afterEach(() => rmSync(directory, { recursive: true }));

function write(scenario: string, statuses: readonly string[]): void {
  const folder = join(directory, `server-${scenario}-2026-11-21T04-18-23-642Z`);
  mkdirSync(folder);
  writeFileSync(join(folder, "checks.json"), JSON.stringify(statuses.map((status) => ({ id: "check", status }))));
}

test("a failed check fails the run, whatever the suite itself scores", () => {
  write("tools-list", ["SUCCESS", "SUCCESS", "INFO"]);
  write("http-header-validation", ["SUCCESS", "FAILURE"]);
  expect(judge(readScenarios(directory), { min_scenarios: 2, isOptional })).toMatchObject({
    scenarios: 2,
    passed: 3,
    failed: 1,
    problems: ["http-header-validation: check: failed"],
  });
});

test("failures of the tasks extension are counted apart", () => {
  write("tasks-lifecycle", ["FAILURE", "FAILURE", "SUCCESS"]);
  write("ping", ["SUCCESS"]);
  expect(judge(readScenarios(directory), { min_scenarios: 1, isOptional })).toMatchObject({
    passed: 1,
    failed: 0,
    excused: 2,
  });
});

test("a run that hardly looked is no success", () => {
  expect(judge(readScenarios(join(directory, "nothing")), { min_scenarios: 30, isOptional }).problems).toEqual([
    "only 0 of at least 30 scenarios ran",
  ]);
});
