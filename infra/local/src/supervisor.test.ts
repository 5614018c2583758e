import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ROOT } from "./settings.ts";
import { Supervisor } from "./supervisor.ts";

let directory = "";
let supervisor: Supervisor;
const gaveUp = vi.fn<(line: string) => void>();

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "hawkmoth-supervisor-"));
  mkdirSync(join(directory, "logs"));
  gaveUp.mockReset();
  supervisor = new Supervisor({ data_dir: directory, giveUp: gaveUp, pause_ms: 10 });
});

afterEach(async () => {
  await supervisor.stop();
  rmSync(directory, { recursive: true, force: true });
});

function service(name: string, source: string) {
  const file = join(directory, `${name}.mjs`);
  writeFileSync(file, source);
  return { name, args: [file], cwd: directory, env: {} };
}

const APPENDS_PID =
  'import { appendFileSync } from "node:fs"; appendFileSync("pids", process.pid + "\\n"); setInterval(() => {}, 1000);';

function pids(): number[] {
  try {
    return readFileSync(join(directory, "pids"), "utf8").trim().split("\n").map(Number);
  } catch {
    return [];
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

async function firstPid(): Promise<number> {
  await vi.waitFor(() => expect(pids()).toHaveLength(1), 5000);
  return pids()[0] ?? 0;
}

test("a process that is killed is started again", { timeout: 15_000 }, async () => {
  await supervisor.start(service("sturdy", APPENDS_PID));
  process.kill(await firstPid(), "SIGKILL");
  await vi.waitFor(() => expect(pids()).toHaveLength(2), 5000);
  expect(gaveUp).not.toHaveBeenCalled();
});

test("a process that keeps dying ends the start with its own last words", { timeout: 30_000 }, async () => {
  await supervisor.start(service("frail", 'console.error("Error: no such table"); process.exit(3);'));
  await vi.waitFor(() => expect(gaveUp).toHaveBeenCalledOnce(), 25_000);
  expect(gaveUp.mock.calls[0]?.[0]).toBe(
    "frail keeps stopping (exit code 3: Error: no such table); see logs/frail.log",
  );
});

test("stop leaves no process behind", { timeout: 15_000 }, async () => {
  await supervisor.start(service("sturdy", APPENDS_PID));
  const pid = await firstPid();
  await supervisor.stop();
  expect(isAlive(pid)).toBe(false);
});

test("when the parent is killed its children end by themselves", { timeout: 15_000 }, async () => {
  const spec = service("orphan", APPENDS_PID);
  const parentFile = join(directory, "parent.ts");
  const childModule = JSON.stringify(join(ROOT, "infra/local/src/child.ts"));
  writeFileSync(
    parentFile,
    `const { startChild } = await import(${childModule}); startChild(${JSON.stringify(spec)}, ${JSON.stringify(directory)}); setInterval(() => {}, 1000);`,
  );
  const parent = spawn(process.execPath, [parentFile], { stdio: "ignore" });
  const pid = await firstPid();
  parent.kill("SIGKILL");
  await vi.waitFor(() => expect(isAlive(pid)).toBe(false), 8000);
});
