import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { stripVTControlCharacters } from "node:util";
import { dim, say } from "../progress.ts";
import { ROOT } from "../settings.ts";
import { type Failure, readReport, type Report, type ReportKind } from "./report.ts";

/** One guard of the repository: a command that exits with 0 when all is well. */
export interface Check {
  name: string;
  /** A script of package.json. */
  script: string;
  args?: string[];
  cwd?: string;
  env?: Record<string, string>;
  /** Which report the command writes, so that its tests can be counted; without one the check itself counts as one. */
  report?: ReportKind;
  /** True to show the output while it runs instead of only after a failure. */
  is_live?: boolean;
}

export interface Outcome {
  name: string;
  passed: number;
  failed: number;
  failures: Failure[];
  duration_ms: number;
}

type Counts = Pick<Outcome, "passed" | "failed">;

interface Ended {
  code: number | null;
  output: string;
}

/** A command that failed without a failed test to show for it still counts as one failure. */
function resultOf(check: Check, { code, output }: Ended, file: string): Report {
  const isRed = code !== 0;
  const whole = { test: check.script, message: output };
  if (!check.report) return { passed: isRed ? 0 : 1, failed: isRed ? 1 : 0, failures: isRed ? [whole] : [] };
  const report = readReport(check.report, file);
  if (!report) return { passed: 0, failed: 1, failures: [whole] };
  return isRed && report.failed === 0 ? { ...report, failed: 1, failures: [whole] } : report;
}

function reportArgs(check: Check, file: string): string[] {
  if (check.report === "vitest") return ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
  return check.report === "playwright" ? ["--reporter=list,json"] : [];
}

/** The checks that run now, each the leader of its own process group. */
const running = new Set<ChildProcess>();
const STOP_MS = 10_000;
const POLL_MS = 50;

/** True while a process of the group could take the signal; signal 0 only asks. */
function signalGroup({ pid }: ChildProcess, signal: NodeJS.Signals | 0): boolean {
  if (pid === undefined) return false;
  try {
    return process.kill(process.platform === "win32" ? pid : -pid, signal);
  } catch {
    return false;
  }
}

/** Ends every running check with all that it started, and resolves when nothing of it is left. */
export async function stopChecks(): Promise<void> {
  const checks = [...running];
  for (const check of checks) signalGroup(check, "SIGTERM");
  const deadline = performance.now() + STOP_MS;
  while (checks.some((check) => signalGroup(check, 0)) && performance.now() < deadline) await wait(POLL_MS);
  for (const check of checks) signalGroup(check, "SIGKILL");
}

function spawnCheck(check: Check, file: string): Promise<Ended> {
  const args = [...(check.args ?? []), ...reportArgs(check, file)];
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ["--run", check.script, "--", ...args], {
      cwd: join(ROOT, check.cwd ?? "."),
      env: {
        ...process.env,
        NODE_OPTIONS: "--disable-warning=ExperimentalWarning",
        PLAYWRIGHT_JSON_OUTPUT_FILE: file,
        TURBO_TELEMETRY_DISABLED: "1",
        ...check.env,
      },
      stdio: ["ignore", check.is_live ? "inherit" : "pipe", check.is_live ? "inherit" : "pipe"],
      detached: process.platform !== "win32",
    });
    running.add(child);
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding("utf8").on("data", (text: string) => (output += text));
    child.once("error", (error) => resolve({ code: 1, output: error.message }));
    child.once("close", (code) => {
      running.delete(child);
      resolve({ code, output });
    });
  });
}

/** Runs one check, says how it went, and shows its output when it failed. */
export async function runCheck(check: Check): Promise<Outcome> {
  const directory = mkdtempSync(join(tmpdir(), "hawkmoth-check-"));
  const file = join(directory, "report.json");
  const begun_ms = performance.now();
  const ended = await spawnCheck(check, file);
  const outcome = { name: check.name, ...resultOf(check, ended, file), duration_ms: performance.now() - begun_ms };
  rmSync(directory, { recursive: true, force: true });
  const time = dim(`${(outcome.duration_ms / 1000).toFixed(1)} s`);
  say(`${outcome.failed > 0 ? "✗" : "✓"} ${check.name}  ${describe(check, outcome)}${time}`);
  if (outcome.failed > 0 && !check.is_live) say(ended.output.trimEnd().replaceAll(/^/gm, "    "));
  return outcome;
}

function describe(check: Check, { passed, failed }: Counts): string {
  return check.report ? `${passed} passed, ${failed} failed  ` : "";
}

/** Runs checks, two at a time, in the given order. */
export async function runChecks(checks: readonly Check[]): Promise<Outcome[]> {
  const queue = [...checks];
  const outcomes: Outcome[] = [];
  const lane = async (): Promise<void> => {
    for (let next = queue.shift(); next; next = queue.shift()) outcomes.push(await runCheck(next));
  };
  await Promise.all([lane(), lane()]);
  return outcomes;
}

const SHOWN_LINES = 12;

/** The failed tests of a run with the first lines of their messages, so that they stand at its end. */
export function failureLines(outcomes: readonly Outcome[]): string[] {
  return outcomes.flatMap(({ name, failures }) =>
    failures.flatMap(({ test, message }) => [
      `✗ ${name}: ${test}`,
      ...stripVTControlCharacters(message)
        .trim()
        .split("\n")
        .slice(0, SHOWN_LINES)
        .map((line) => `    ${line}`),
    ]),
  );
}

/** The last line of a run, the same for people and for machines. */
export function total(outcomes: readonly Outcome[]): { line: string; code: number } {
  const passed = outcomes.reduce((sum, outcome) => sum + outcome.passed, 0);
  const failed = outcomes.reduce((sum, outcome) => sum + outcome.failed, 0);
  return { line: `${passed} passed, ${failed} failed`, code: failed > 0 ? 1 : 0 };
}
