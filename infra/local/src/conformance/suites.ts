import { toolEntry } from "../build/builds.ts";

/** One run of the public suite. */
export interface Suite {
  name: string;
  /** JavaScript entry of the version it runs with. */
  entry: string;
  args: readonly string[];
  /** How many scenarios it has at least: fewer would mean that it did not look. */
  min_scenarios: number;
}

const HOME = "infra/local";
const ENTRY = "dist/index.js";

/** The released suite and its successor, which says what each protocol revision requires. */
export function suites(): readonly Suite[] {
  const released = toolEntry(HOME, "@modelcontextprotocol/conformance-0.1", ENTRY);
  const next = toolEntry(HOME, "@modelcontextprotocol/conformance", ENTRY);
  return [
    { name: "0.1.16, all", entry: released, args: ["--suite", "all"], min_scenarios: 32 },
    { name: "0.2.0, 2025-11-25", entry: next, args: ["--requirements", "2025-11-25"], min_scenarios: 33 },
    { name: "0.2.0, 2026-07-28", entry: next, args: ["--requirements", "2026-07-28"], min_scenarios: 50 },
  ];
}

/**
 * Scenarios that may fail, and why. All of them belong to the extension `io.modelcontextprotocol/tasks`, which the suite
 * runs and does not score: every one of Hawkmoth's calls ends within a request, and long work is an agent task.
 */
const TASKS_EXTENSION = /^tasks-/;

/** True for a scenario that may fail. */
export function isOptional(scenario: string): boolean {
  return TASKS_EXTENSION.test(scenario);
}
