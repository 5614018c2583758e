import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

/** What postmaster.pid says about the server of a cluster. */
export interface Postmaster {
  pid: number;
  port: number;
  is_ready: boolean;
}

const POLL_MS = 20;

/** Reads postmaster.pid; null when no server says that it runs. */
export function readPostmaster(data: string): Postmaster | null {
  const file = join(data, "postmaster.pid");
  if (!existsSync(file)) return null;
  const lines = readFileSync(file, "utf8").split("\n");
  return { pid: Number(lines[0]), port: Number(lines[3]), is_ready: lines[7]?.trim() === "ready" };
}

/** True while a process of that id runs. One that ended but that nobody collected, as in many containers, doesn't. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
  return !isUncollected(pid);
}

function isUncollected(pid: number): boolean {
  try {
    return /\) Z /.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    // No /proc on this system, or the process went away in between; the signal above was the answer.
    return false;
  }
}

/**
 * The server left running by a launcher that was killed, or null. A file whose process is gone, or is something else by
 * now because ids are reused, would keep Postgres from starting and is removed.
 */
export function findRunning(data: string): Postmaster | null {
  const found = readPostmaster(data);
  if (!found) return null;
  if (isAlive(found.pid) && commandOf(found.pid).includes(data)) return found;
  rmSync(join(data, "postmaster.pid"), { force: true });
  return null;
}

function commandOf(pid: number): string {
  try {
    return execFileSync("ps", ["-ww", "-o", "command=", "-p", String(pid)], { encoding: "utf8" });
  } catch {
    return existsSync(`/proc/${pid}/cmdline`) ? readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ") : "";
  }
}

/** Resolves once the process is gone. */
export async function gone(pid: number): Promise<void> {
  while (isAlive(pid)) await wait(POLL_MS);
}

/** Asks for a fast shutdown: open transactions are rolled back, nothing committed is lost. */
export async function stopPostmaster(pid: number): Promise<void> {
  if (isAlive(pid)) process.kill(pid, "SIGINT");
  await gone(pid);
}

/** Resolves with true when the server accepts connections, false when it exited before. */
export async function becameReady(data: string, pid: number): Promise<boolean> {
  while (isAlive(pid)) {
    const found = readPostmaster(data);
    if (found?.pid === pid && found.is_ready) return true;
    await wait(POLL_MS);
  }
  return false;
}
