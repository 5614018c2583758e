import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { StartFailure } from "../failure.ts";
import { step } from "../progress.ts";
import { runNode } from "../run-node.ts";
import { ROOT } from "../settings.ts";
import { sourceHash } from "./source-hash.ts";

interface Build {
  name: string;
  directory: string;
  /** Where the result lies; the stamp of the last successful build is kept beside it. */
  output: string;
  /** Node arguments, run inside the directory. */
  args: () => string[];
  /** A file that is there only after a whole build. */
  proof: string;
}

/** The JavaScript entry of a tool, found from the package that depends on it. */
export function toolEntry(directory: string, name: string, entry: string): string {
  const require = createRequire(join(ROOT, directory, "package.json"));
  const paths = require.resolve.paths(name) ?? [];
  const home = paths.map((path) => join(path, name)).find((path) => existsSync(join(path, "package.json")));
  if (!home) throw new StartFailure(`${name} is not installed; run npm start again, or delete node_modules`);
  return join(home, entry);
}

const BUILDS: readonly Build[] = [
  {
    name: "dashboard",
    directory: "apps/web",
    output: ".next",
    args: () => [toolEntry("apps/web", "next", "dist/bin/next"), "build"],
    proof: ".next/BUILD_ID",
  },
  {
    name: "browser extension",
    directory: "apps/extension",
    output: ".output",
    args: () => [toolEntry("apps/extension", "wxt", "bin/wxt.mjs"), "build"],
    proof: ".output/chrome-mv3/manifest.json",
  },
  {
    name: "MCP package",
    directory: "apps/mcp",
    output: "dist",
    args: () => ["src/build.ts"],
    proof: "dist/hawkmoth-mcp.js",
  },
];

/** Folder of the unpacked extension, ready for "Load unpacked". */
export const EXTENSION_DIR = join(ROOT, "apps/extension/.output/chrome-mv3");

/** The bundled stdio MCP server. */
export const MCP_STDIO = join(ROOT, "apps/mcp/dist/hawkmoth-mcp.js");

function stampOf(build: Build): string {
  return join(ROOT, build.directory, "node_modules/.cache/hawkmoth-build", build.output.replaceAll(".", ""));
}

function isFresh(build: Build, hash: string): boolean {
  const stamp = stampOf(build);
  return (
    existsSync(join(ROOT, build.directory, build.proof)) && existsSync(stamp) && readFileSync(stamp, "utf8") === hash
  );
}

async function runBuild(build: Build, env: Record<string, string>, log_file: string): Promise<void> {
  const { code } = await runNode({
    args: build.args(),
    cwd: join(ROOT, build.directory),
    env: { NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1", ...env },
    log_file,
  });
  if (code !== 0) throw new StartFailure(`building the ${build.name} failed; ${log_file} says why`);
}

async function refresh(build: Build, env: Record<string, string>, data_dir: string): Promise<void> {
  const hash = sourceHash(build.directory, env);
  if (isFresh(build, hash)) return;
  await step(`Building the ${build.name}`, async () => {
    const stamp = stampOf(build);
    rmSync(stamp, { force: true });
    await runBuild(build, env, join(data_dir, "logs", `build-${build.directory.replace("/", "-")}.log`));
    mkdirSync(dirname(stamp), { recursive: true });
    writeFileSync(stamp, hash);
  });
}

/** Builds what changed since the last start. In development the dashboard compiles itself page by page. */
export async function buildChanged(data_dir: string, isDev: boolean): Promise<void> {
  const wanted = BUILDS.filter((build) => !isDev || build.directory !== "apps/web");
  const [heavy, ...light] = wanted;
  const inTurn = async (): Promise<void> => {
    for (const build of light) await refresh(build, {}, data_dir);
  };
  await Promise.all([heavy ? refresh(heavy, {}, data_dir) : undefined, inTurn()]);
}
