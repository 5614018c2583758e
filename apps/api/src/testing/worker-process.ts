import { spawn, type ChildProcess } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { TestServer } from "./server.ts";

const WORKER = fileURLToPath(new URL("../worker.ts", import.meta.url));

/** The worker as `npm start` runs it, in a process of its own. */
export interface WorkerProcess {
  child: ChildProcess;
  /** The most memory it held so far, in MiB. */
  peak_mib(): number;
  /** Ends it at once and waits until it is gone. */
  kill(): Promise<void>;
}

/** Starts the worker on the server's database and store, and waits until it takes jobs. */
export async function startWorker({ parts, url }: TestServer): Promise<WorkerProcess> {
  const { HAWKMOTH_DATA_DIR, AUTH_SECRET, HAWKMOTH_URL } = parts.env;
  const env = { DATABASE_URL: url, HAWKMOTH_DATA_DIR, AUTH_SECRET, HAWKMOTH_URL, LOG_LEVEL: "info" };
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", WORKER], {
    env,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  await new Promise<void>((resolve, reject) => {
    child.once("exit", (code) => reject(new Error(`the worker ended with ${code}`)));
    child.stdout.on("data", (text: Buffer) => {
      if (text.toString().includes("worker ready")) resolve();
    });
  });
  return {
    child,
    peak_mib: () => Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, "utf8"))?.[1] ?? 0) / 1024,
    async kill() {
      child.kill("SIGKILL");
      await ended;
    },
  };
}
