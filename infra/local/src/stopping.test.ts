import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ROOT } from "./settings.ts";

let directory = "";

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "hawkmoth-stopping-"));
});

afterEach(() => {
  for (const pid of pids()) if (isAlive(pid)) process.kill(pid, "SIGKILL");
  rmSync(directory, { recursive: true, force: true });
});

function write(name: string, source: string): string {
  const file = join(directory, name);
  writeFileSync(file, source);
  return file;
}

/** A program that starts another one of its kind, `depth` deep, and never ends by itself. */
function endless(depth: number): string {
  const file = join(directory, "endless.mjs");
  return write(
    "endless.mjs",
    `import { appendFileSync } from "node:fs";
     import { spawn } from "node:child_process";
     const depth = Number(process.argv[2] ?? ${depth});
     if (depth > 1) spawn(process.execPath, [${JSON.stringify(file)}, String(depth - 1)], { stdio: "ignore" });
     appendFileSync(${JSON.stringify(join(directory, "pids"))}, process.pid + "\\n");
     setInterval(() => {}, 1000);`,
  );
}

function pids(): number[] {
  const file = join(directory, "pids");
  return existsSync(file) ? readFileSync(file, "utf8").trim().split("\n").map(Number) : [];
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

const untilStarted = (count: number): Promise<unknown> =>
  vi.waitFor(() => expect(pids()).toHaveLength(count), { timeout: 40_000, interval: 50 });

/** Runs a program the way npm does: through a shell, which hands no signal on. */
function asNpm(program: string): ReturnType<typeof spawn> {
  return spawn("sh", ["-c", `"${process.execPath}" scripts/with-node.mjs "${program}"; true`], {
    cwd: ROOT,
    env: { ...process.env, npm_lifecycle_event: "start" },
    stdio: "ignore",
  });
}

test.each(["SIGTERM", "SIGKILL"] as const)(
  "%s to the shell of npm ends the program and what it started",
  { timeout: 60_000 },
  async (signal) => {
    const shell = asNpm(endless(2));
    await untilStarted(2);
    shell.kill(signal);
    await expect.poll(() => pids().filter(isAlive), { timeout: 20_000 }).toEqual([]);
  },
);

test.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)(
  "%s ends the checks that run with all that they started, and their temporary files",
  { timeout: 60_000 },
  async (signal) => {
    const checks = join(ROOT, "infra/local/src/checks");
    const temporary = join(directory, "tmp");
    const program = endless(3);
    write("package.json", JSON.stringify({ scripts: { endless: `node ${program}` } }));
    const runner = write(
      "runner.mjs",
      `import { mkdirSync } from "node:fs";
       mkdirSync(${JSON.stringify(temporary)}, { recursive: true });
       process.env.TMPDIR = ${JSON.stringify(temporary)};
       const { leaveNothingBehind } = await import(${JSON.stringify(join(checks, "leave-nothing-behind.ts"))});
       const { runChecks } = await import(${JSON.stringify(join(checks, "check.ts"))});
       leaveNothingBehind();
       await runChecks([{ name: "endless", script: "endless", cwd: ${JSON.stringify(relative(ROOT, directory))} }]);`,
    );
    const child = spawn(process.execPath, [runner], { stdio: "ignore" });
    const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
    await untilStarted(3);
    expect(readdirSync(temporary)).toHaveLength(1);
    child.kill(signal);
    expect(await ended).toBe({ SIGINT: 130, SIGTERM: 143, SIGHUP: 129 }[signal]);
    expect(pids().filter(isAlive)).toEqual([]);
    expect(readdirSync(temporary)).toEqual([]);
  },
);
