import { spawn } from "node:child_process";
import { chmod, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { z } from "zod";
import { freePort } from "../ports.ts";
import { ROOT } from "../settings.ts";

const Demo = z.object({
  url: z.string(),
  project_id: z.string(),
  publishable_key: z.string(),
  member_key: z.string(),
});

/** Limits would end most attacks at once; without them is measured what the product bears by itself. */
const NO_LIMITS = [
  "LIMIT_INGEST_KEY_PER_MINUTE",
  "LIMIT_INGEST_IP_PER_MINUTE",
  "LIMIT_INGEST_IP_PER_DAY",
  "LIMIT_INGEST_MEMBER_PER_DAY",
  "LIMIT_INGEST_PROJECT_PER_DAY",
  "LIMIT_REST_PER_MINUTE",
  "LIMIT_MCP_PER_MINUTE",
  "LIMIT_MCP_IP_PER_MINUTE",
];
const START_MS = 300_000;

/** Where a product is reached, and the keys of its demo. */
export type Target = z.infer<typeof Demo>;

/** All processes as `npm start` runs them, behind the gateway, on a database of their own. */
export interface WholeProduct extends Target {
  /** The most memory in MB that each process of the product has held so far, by its name. */
  peakMemory: () => Promise<Map<string, number>>;
  stop: () => Promise<void>;
}

/** Starts the product in a fresh directory and waits until it answers. */
export async function startWholeProduct(): Promise<WholeProduct> {
  const data_dir = await mkdtemp(join(tmpdir(), "hawkmoth-bench-"));
  await chmod(data_dir, 0o711);
  const unlimited = Object.fromEntries(NO_LIMITS.map((name) => [name, "1000000000"]));
  const child = spawn(process.execPath, ["infra/local/src/start.ts"], {
    cwd: ROOT,
    env: { ...process.env, ...unlimited, HAWKMOTH_DATA_DIR: data_dir, PORT: String(await freePort()) },
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const demo = await untilReady(join(data_dir, "demo.json"));
  const peaks = new Map<string, number>();
  return {
    ...demo,
    peakMemory: async () => {
      await readPeaks(child.pid ?? 0, peaks);
      return peaks;
    },
    stop: async () => {
      child.kill();
      await ended;
      await rm(data_dir, { recursive: true, force: true });
    },
  };
}

async function untilReady(file: string): Promise<z.infer<typeof Demo>> {
  const deadline = performance.now() + START_MS;
  while (performance.now() < deadline) {
    const demo = await readFile(file, "utf8").then(
      (text) => Demo.parse(JSON.parse(text)),
      () => null,
    );
    const isUp =
      demo &&
      (await fetch(`${demo.url}/api/health`).then(
        ({ ok }) => ok,
        () => false,
      ));
    if (isUp) return demo;
    await wait(200);
  }
  throw new Error("the product did not start");
}

interface ProcessFacts {
  pid: number;
  parent: number;
  name: string;
  peak_mb: number;
}

async function factsOf(pid: number): Promise<ProcessFacts[]> {
  try {
    const status = await readFile(`/proc/${pid}/status`, "utf8");
    const command = (await readFile(`/proc/${pid}/cmdline`, "utf8")).split("\0").filter(Boolean);
    const script = command.findLast((word) => /\.(?:ts|js|mjs)$/.test(word)) ?? command[0] ?? "";
    const number = (pattern: RegExp): number => Number(pattern.exec(status)?.[1] ?? 0);
    return [{ pid, parent: number(/PPid:\s+(\d+)/), name: basename(script), peak_mb: number(/VmHWM:\s+(\d+)/) / 1024 }];
  } catch {
    // It ended between the two looks.
    return [];
  }
}

/** Adds what the start and everything below it have held; Postgres counts as one name. */
async function readPeaks(root: number, peaks: Map<string, number>): Promise<void> {
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name)).map(Number);
  const all = (await Promise.all(pids.map(factsOf))).flat();
  const family = new Set([root]);
  for (let size = 0; size !== family.size;) {
    size = family.size;
    for (const { pid, parent } of all) if (family.has(parent)) family.add(pid);
  }
  for (const { name, peak_mb } of all.filter(({ pid }) => family.has(pid)))
    peaks.set(name, Math.max(peaks.get(name) ?? 0, peak_mb));
}
