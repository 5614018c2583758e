import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const Checks = z.array(z.object({ id: z.string(), status: z.string(), errorMessage: z.string().optional() }));

/** What a scenario came to. */
export interface Scenario {
  name: string;
  passed: number;
  warned: number;
  /** One line for each failed check. */
  failures: string[];
}

const FOLDER = /^server-(.+)-\d{4}-\d{2}-\d{2}T[\d-]+Z$/;

/** Reads the folders that a run of the suite left, one for each scenario. */
export function readScenarios(directory: string): Scenario[] {
  if (!existsSync(directory)) return [];
  return readdirSync(directory).flatMap((folder) => {
    const name = FOLDER.exec(folder)?.[1];
    return name === undefined ? [] : [scenarioOf(name, readFileSync(join(directory, folder, "checks.json"), "utf8"))];
  });
}

function scenarioOf(name: string, text: string): Scenario {
  const checks = Checks.parse(JSON.parse(text));
  const failed = checks.filter(({ status }) => status === "FAILURE");
  return {
    name,
    passed: checks.filter(({ status }) => status === "SUCCESS").length,
    warned: checks.filter(({ status }) => status === "WARNING").length,
    failures: failed.map(({ id, errorMessage }) => `${id}: ${errorMessage ?? "failed"}`),
  };
}

/** The sum of a run, as it counts. */
export interface Verdict {
  scenarios: number;
  passed: number;
  warned: number;
  failed: number;
  /** Failed checks of scenarios that may fail. */
  excused: number;
  problems: string[];
}

/** Judges a run: every failure counts except those of optional scenarios, and so does a run that hardly looked. */
export function judge(
  scenarios: readonly Scenario[],
  rule: { min_scenarios: number; isOptional: (name: string) => boolean },
): Verdict {
  const counted = scenarios.filter(({ name }) => !rule.isOptional(name));
  const problems = counted.flatMap(({ name, failures }) => failures.map((failure) => `${name}: ${failure}`));
  if (scenarios.length < rule.min_scenarios)
    problems.push(`only ${scenarios.length} of at least ${rule.min_scenarios} scenarios ran`);
  const all = scenarios.reduce((sum, { failures }) => sum + failures.length, 0);
  const failures = counted.reduce((sum, scenario) => sum + scenario.failures.length, 0);
  return {
    scenarios: scenarios.length,
    passed: counted.reduce((sum, { passed }) => sum + passed, 0),
    warned: counted.reduce((sum, { warned }) => sum + warned, 0),
    failed: problems.length,
    excused: all - failures,
    problems,
  };
}
