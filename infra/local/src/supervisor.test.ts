import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { StartFailure } from "./failure.ts";
import { ROOT } from "./settings.ts";
import { Supervisor } from "./supervisor.ts";

let directory = "";
let supervisor: Supervisor;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "hawkmoth-supervisor-"));
  mkdirSync(join(directory, "logs"));
  supervisor = new Supervisor({ data_dir: directory, pause_ms: 10, failing_pause_ms: 200 });
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
});

test("a process that keeps dying fails alone: it is tried now and then, and the others go on", async () => {
  const frail = 'import { appendFileSync } from "node:fs"; appendFileSync("tries", "x"); process.exit(3);';
  await supervisor.start(service("sturdy", APPENDS_PID));
  const pid = await firstPid();
  await supervisor.start(service("frail", frail));
  const tries = (): number => readFileSync(join(directory, "tries"), "utf8").length;
  await vi.waitFor(() => expect(supervisor.states()).toEqual({ sturdy: "RUNNING", frail: "FAILING" }), 25_000);
  const before = tries();
  await vi.waitFor(() => expect(tries()).toBeGreaterThan(before), 10_000);
  expect(supervisor.states()).toEqual({ sturdy: "RUNNING", frail: "FAILING" });
  expect(isAlive(pid)).toBe(true);
}, 45_000);

test("stop does not wait for the next try of a failing process", { timeout: 30_000 }, async () => {
  const patient = new Supervisor({ data_dir: directory, pause_ms: 10, failing_pause_ms: 3_600_000 });
  await patient.start(service("frail", "process.exit(3)"));
  await vi.waitFor(() => expect(patient.states()).toEqual({ frail: "FAILING" }), 25_000);
  await patient.stop();
});

test("a process is started as long as it is not ready, and then running", { timeout: 15_000 }, async () => {
  const spec = { ...service("slow", "setInterval(() => {}, 1000);"), ready_url: "http://127.0.0.1:1/" };
  const started = supervisor.start(spec).catch((error: unknown) => error);
  expect(supervisor.states()).toEqual({ slow: "STARTING" });
  await supervisor.stop();
  expect(await started).toBeInstanceOf(StartFailure);
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
