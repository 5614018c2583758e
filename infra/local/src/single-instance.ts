import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { StartFailure } from "./failure.ts";

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\u0000", " ");
  } catch {
    return "";
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  // A pid is reused after a crash or a reboot; where the system tells, make sure that it still is Hawkmoth.
  return process.platform !== "linux" || commandOf(pid).includes("infra/local/src/");
}

/** Claims the data directory for this process. @throws StartFailure when a living start already holds it. */
export function holdDataDir(data_dir: string): () => void {
  const file = join(data_dir, "start.pid");
  try {
    writeFileSync(file, String(process.pid), { flag: "wx" });
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    const holder = Number(readFileSync(file, "utf8"));
    if (holder !== process.pid && Number.isInteger(holder) && holder > 0 && isAlive(holder))
      throw new StartFailure(`another Hawkmoth (process ${holder}) is already running on ${data_dir}`);
    writeFileSync(file, String(process.pid));
  }
  return () => rmSync(file, { force: true });
}
