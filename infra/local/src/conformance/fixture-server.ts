import { spawn, type ChildProcess } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { StartFailure } from "../failure.ts";
import { ROOT } from "../settings.ts";

const GUARD = join(ROOT, "infra/local/src/child-guard.ts");

/** The MCP server with the suite's fixtures in place of tools. */
export interface FixtureServer {
  url: string;
  stop: () => Promise<void>;
}

/** Starts the fixture server on a free port. @throws StartFailure when it ends before it listens */
export async function startFixtureServer(): Promise<FixtureServer> {
  const { NODE_ENV: _mode, ...env } = process.env;
  const child = spawn(process.execPath, ["--import", GUARD, "src/conformance/start.ts"], {
    cwd: join(ROOT, "apps/mcp"),
    env: { ...env, HAWKMOTH_CONFORMANCE: "1", NODE_OPTIONS: "--disable-warning=ExperimentalWarning" },
    // What it refuses is what the suite provokes; only its address is of interest.
    stdio: ["ignore", "pipe", "ignore", "ipc"],
  });
  const closed = new Promise<void>((resolve) => child.once("close", () => resolve()));
  return {
    url: await addressOf(child),
    stop: async () => {
      child.kill();
      await closed;
    },
  };
}

async function addressOf({ stdout }: ChildProcess): Promise<string> {
  if (stdout) for await (const line of createInterface(stdout)) if (line.startsWith("http://")) return line;
  throw new StartFailure("the fixture server of the conformance suite did not start");
}
