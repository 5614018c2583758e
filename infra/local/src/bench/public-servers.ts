import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

/** A public server beside which ours is measured. */
export interface PublicServer {
  package: string;
  version: string;
  args: readonly string[];
  /** A call that needs neither network nor disk; null when it has none. */
  call: { name: string; arguments: Record<string, unknown> } | null;
}

/** Servers on npm that start and list without any account. They are installed for the benchmark, never depended on. */
export const PUBLIC_SERVERS: readonly PublicServer[] = [
  {
    package: "@modelcontextprotocol/server-everything",
    version: "2026.8.31",
    args: ["stdio"],
    call: { name: "echo", arguments: { message: "hello" } },
  },
  {
    package: "@modelcontextprotocol/server-filesystem",
    version: "2026.8.31",
    args: [tmpdir()],
    call: { name: "list_allowed_directories", arguments: {} },
  },
  {
    package: "@modelcontextprotocol/server-memory",
    version: "2026.8.31",
    args: [],
    call: { name: "read_graph", arguments: {} },
  },
  { package: "@upstash/context7-mcp", version: "4.1.1", args: [], call: null },
  { package: "@sentry/mcp-server", version: "0.39.0", args: ["--access-token=none"], call: null },
];

const run = promisify(execFile);

/** Installs the servers once into a cache directory and gives it. Without a registry there is nothing to compare with. */
export async function installServers(): Promise<string> {
  const folder = join(tmpdir(), `hawkmoth-bench-servers-${process.getuid?.() ?? 0}`);
  await mkdir(folder, { recursive: true });
  const missing = PUBLIC_SERVERS.filter(({ package: name }) => !existsSync(join(folder, "node_modules", name)));
  if (missing.length === 0) return folder;
  await writeFile(join(folder, "package.json"), '{"private":true}');
  const wanted = PUBLIC_SERVERS.map(({ package: name, version }) => `${name}@${version}`);
  await run("npm", ["install", "--prefix", folder, "--no-audit", "--no-fund", "--ignore-scripts", ...wanted]);
  return folder;
}

/** The script that starts an installed server. */
export function entryOf(folder: string, { package: name }: PublicServer): string {
  return join(folder, "node_modules", name, "dist/index.js");
}
