import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { holdDataDir } from "./single-instance.ts";

let directory = "";

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "hawkmoth-hold-"));
});

afterEach(() => rmSync(directory, { recursive: true, force: true }));

const pidFile = (): string => join(directory, "start.pid");

test("a free data directory is held by this process until it lets go", () => {
  const release = holdDataDir(directory);
  expect(readFileSync(pidFile(), "utf8")).toBe(String(process.pid));
  release();
  expect(existsSync(pidFile())).toBe(false);
});

test("a second start on the same data directory is refused by name", async () => {
  const script = join(directory, "infra/local/src/other-start.mjs");
  mkdirSync(join(directory, "infra/local/src"), { recursive: true });
  writeFileSync(script, 'process.stdout.write("up"); setInterval(() => {}, 1000);');
  const other = spawn(process.execPath, [script]);
  await new Promise((resolve) => other.stdout.once("data", resolve));
  writeFileSync(pidFile(), String(other.pid));
  try {
    expect(() => holdDataDir(directory)).toThrow(`another Hawkmoth (process ${other.pid}) is already running`);
  } finally {
    other.kill("SIGKILL");
  }
});

test("what a killed start left behind does not stop the next one", () => {
  writeFileSync(pidFile(), "999999999");
  holdDataDir(directory);
  expect(readFileSync(pidFile(), "utf8")).toBe(String(process.pid));
});
