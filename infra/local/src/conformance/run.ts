import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { explain } from "../failure.ts";
import { bold, complain, dim, say } from "../progress.ts";
import { startFixtureServer } from "./fixture-server.ts";
import { judge, readScenarios, type Verdict } from "./results.ts";
import { isOptional, suites, type Suite } from "./suites.ts";

/** Runs one suite against a server. Its own exit code leaves out what is not scored, so its files are read instead. */
async function runSuite(suite: Suite, url: string): Promise<Verdict> {
  const directory = mkdtempSync(join(tmpdir(), "hawkmoth-conformance-"));
  try {
    await new Promise<void>((resolve, reject) => {
      const child = spawn(process.execPath, [suite.entry, "server", "--url", url, ...suite.args, "-o", directory], {
        stdio: "ignore",
      });
      child.once("error", reject).once("close", () => resolve());
    });
    return judge(readScenarios(directory), { min_scenarios: suite.min_scenarios, isOptional });
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function row(name: string, { scenarios, passed, warned, failed, excused }: Verdict): string {
  const cells = [scenarios, passed, warned, failed, excused].map((count) => String(count).padStart(9));
  return `${name.padEnd(20)}${cells.join("")}`;
}

async function main(): Promise<number> {
  const server = await startFixtureServer();
  const verdicts: Verdict[] = [];
  try {
    say(dim(`${"suite".padEnd(20)}scenarios   passed   warned   failed optional`));
    for (const suite of suites()) {
      const verdict = await runSuite(suite, server.url);
      verdicts.push(verdict);
      say(row(suite.name, verdict));
      for (const problem of verdict.problems) complain(`✗ ${problem}`);
    }
  } finally {
    await server.stop();
  }
  const passed = verdicts.reduce((sum, verdict) => sum + verdict.passed, 0);
  const failed = verdicts.reduce((sum, verdict) => sum + verdict.failed, 0);
  say(bold(`${passed} passed, ${failed} failed`));
  return failed === 0 ? 0 : 1;
}

try {
  process.exitCode = await main();
} catch (error) {
  complain(`✗ ${explain(error)}`);
  process.exitCode = 1;
}
