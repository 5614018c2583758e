import { spawn, type ChildProcess } from "node:child_process";
import { createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openLogins } from "@hawkmoth/db/embedded/logins";
import { startEmbedded } from "@hawkmoth/db/embedded/server";
import { migrate } from "@hawkmoth/db/migrate";
import { z } from "zod";
import { freePort } from "../ports.ts";
import { runNode } from "../run-node.ts";
import { ROOT } from "../settings.ts";

const FLOOR = "src/testing/floor.ts";

const Seeded = z.object({ project_key: z.string(), member_key: z.string() });

/** The product as far as a benchmark of MCP needs it: Postgres, the demo, the API and the MCP server as processes. */
export interface Product {
  api_url: string;
  mcp_url: string;
  key: string;
  project_key: string;
  /** Path of the bundle that is published for stdio. */
  bundle: string;
  /** The least that a server of the SDK can do: where it answers over HTTP, and its script for stdio. */
  floor: { url: string; script: string };
  stop: () => Promise<void>;
}

/** Starts everything in a fresh directory. Limits are off: a benchmark calls more often than anybody may. */
export async function startProduct(): Promise<Product> {
  // Postgres may run as another user, who has to get into the directory.
  const data_dir = await mkdtemp(join(tmpdir(), "hawkmoth-bench-"));
  const database = await startEmbedded({ data_dir: join(data_dir, "postgres") });
  await migrate(database.url);
  const { service_url } = await openLogins(database.url);
  const [api, mcp, floor] = [await freePort(), await freePort(), await freePort()];
  const api_url = `http://127.0.0.1:${api}`;
  const many = "1000000000";
  const env = {
    NODE_ENV: "production",
    DATABASE_URL: service_url,
    HAWKMOTH_URL: "http://localhost:3000",
    HAWKMOTH_API_URL: api_url,
    HAWKMOTH_DATA_DIR: data_dir,
    AUTH_SECRET: "a secret only of the benchmark",
    MCP_ENABLED: "true",
    LOG_LEVEL: "error",
    LIMIT_REST_PER_MINUTE: many,
    LIMIT_MCP_PER_MINUTE: many,
    LIMIT_MCP_IP_PER_MINUTE: many,
  };
  const seeded = await seedDemo(env, data_dir);
  await runNode({
    args: ["src/build.ts"],
    cwd: join(ROOT, "apps/mcp"),
    env: {},
    log_file: join(data_dir, "build.log"),
  });
  const children = [
    start("apps/api", "src/server.ts", { env: { ...env, PORT: String(api) }, log_file: join(data_dir, "api.log") }),
    start("apps/mcp", "src/http.ts", { env: { ...env, PORT: String(mcp) }, log_file: join(data_dir, "mcp.log") }),
    startFloor({ HAWKMOTH_URL: api_url, HAWKMOTH_API_KEY: seeded.member_key, PORT: String(floor) }, data_dir),
  ];
  await Promise.all([answers(`${api_url}/api/health`), answers(`http://127.0.0.1:${mcp}/health`)]);
  return {
    api_url,
    mcp_url: `http://127.0.0.1:${mcp}/mcp`,
    key: seeded.member_key,
    project_key: seeded.project_key,
    bundle: join(ROOT, "apps/mcp/dist/hawkmoth-mcp.js"),
    floor: { url: `http://127.0.0.1:${floor}/mcp`, script: join(ROOT, "apps/mcp", FLOOR) },
    stop: async () => {
      for (const child of children) child.kill();
      await database.stop();
      await rm(data_dir, { recursive: true, force: true });
    },
  };
}

async function seedDemo(env: Record<string, string>, data_dir: string): Promise<z.infer<typeof Seeded>> {
  const log_file = join(data_dir, "seed.log");
  const { stdout } = await runNode({
    args: ["apps/api/src/seed.ts", "demo"],
    cwd: ROOT,
    env,
    log_file,
    is_private: true,
  });
  return Seeded.parse(JSON.parse(stdout.trim().split("\n").at(-1) ?? ""));
}

interface Start {
  env: Record<string, string>;
  log_file: string;
}

function start(directory: string, script: string, { env, log_file }: Start): ChildProcess {
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", script], {
    cwd: join(ROOT, directory),
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const log = createWriteStream(log_file);
  child.stdout.pipe(log);
  child.stderr.pipe(log);
  process.once("exit", () => child.kill());
  return child;
}

function startFloor(env: Record<string, string>, data_dir: string): ChildProcess {
  return start("apps/mcp", FLOOR, { env, log_file: join(data_dir, "floor.log") });
}

async function answers(url: string): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    try {
      if ((await fetch(url)).ok) return;
    } catch {
      // Not listening yet.
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${url} does not answer`);
}
