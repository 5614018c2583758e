import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium } from "playwright";
import { StartFailure } from "../failure.ts";
import { say } from "../progress.ts";
import { ROOT } from "../settings.ts";

// Branded Chrome is left out on purpose: it ignores --load-extension.
const NAMES = ["chromium", "chromium-browser"];
const MACOS = "/Applications/Chromium.app/Contents/MacOS/Chromium";

/** How each distribution installs Chromium. Ubuntu's package is a snap, which needs a running snapd: Playwright's build serves there. */
const INSTALLERS: Record<string, string[][]> = {
  debian: [
    ["apt-get", "update"],
    ["apt-get", "install", "--yes", "--no-install-recommends", "chromium", "fonts-liberation"],
  ],
  alpine: [["apk", "add", "chromium"]],
  fedora: [["dnf", "install", "--assumeyes", "chromium"]],
  arch: [["pacman", "--sync", "--refresh", "--noconfirm", "chromium"]],
};

function onPath(name: string): string | undefined {
  const directories = (process.env.PATH ?? "").split(delimiter);
  return directories.map((directory) => join(directory, name)).find((file) => existsSync(file));
}

function isWorking(file: string): boolean {
  return spawnSync(file, ["--version"], { timeout: 30_000 }).status === 0;
}

function installed(): string | undefined {
  const candidates = [process.env.CHROMIUM_PATH, ...NAMES.map(onPath), MACOS, chromium.executablePath()];
  return candidates.find((file) => file !== undefined && existsSync(file) && isWorking(file));
}

function distribution(): string {
  if (!existsSync("/etc/os-release")) return "";
  const text = readFileSync("/etc/os-release", "utf8");
  return /^ID="?([a-z]+)"?$/m.exec(text)?.[1] ?? "";
}

function run(command: string[]): boolean {
  const isRoot = process.getuid?.() === 0;
  const [name = "", ...args] = isRoot ? command : ["sudo", "--non-interactive", ...command];
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  return spawnSync(name, args, { stdio: ["ignore", "ignore", "inherit"], env }).status === 0;
}

/** A Chromium that loads extensions: one that is there, or one installed from the system's packages, or Playwright's own. */
export async function findChromium(): Promise<string> {
  const found = installed();
  if (found) return found;
  say("• Installing Chromium for the browser tests");
  const isDone = INSTALLERS[distribution()]?.every(run) ?? false;
  const fromSystem = isDone ? installed() : undefined;
  if (fromSystem) return fromSystem;
  const cli = join(ROOT, "e2e/node_modules/.bin/playwright");
  spawnSync(cli, ["install", "chromium"], { stdio: "inherit" });
  const fromPlaywright = installed();
  if (fromPlaywright) return fromPlaywright;
  throw new StartFailure(
    "no Chromium found and none could be installed; install it and set CHROMIUM_PATH to its program",
  );
}
