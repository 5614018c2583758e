import { execFile } from "node:child_process";
import { copyFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { buildPackage } from "./build.ts";
import { buildDesktopBundle } from "./desktop-bundle.ts";

const root = join(import.meta.dirname, "..");

/** Runs `npm pack` on a built package. Gives the path of the tarball. */
export async function packTarball(folder: string, destination: string): Promise<string> {
  const args = ["pack", "--json", "--ignore-scripts", "--pack-destination", destination];
  const { stdout } = await promisify(execFile)("npm", args, { cwd: folder, shell: process.platform === "win32" });
  const [packed]: { filename: string }[] = JSON.parse(stdout);
  if (!packed) throw new Error("npm packed nothing");
  return join(destination, packed.filename);
}

/** Everything that a release needs, in one folder: tarball for npm, bundle for desktop apps, entry for the registry. */
async function packageAll(dist: string): Promise<string[]> {
  await buildPackage(dist);
  const tarball = await packTarball(dist, dist);
  const bundle = join(dist, "hawkmoth.mcpb");
  await buildDesktopBundle(join(dist, "hawkmoth-mcp.js"), bundle);
  const entry = join(dist, "server.json");
  await copyFile(join(root, "registry/server.json"), entry);
  return [tarball, bundle, entry];
}

if (import.meta.main) {
  for (const file of await packageAll(join(root, "dist"))) {
    const { size } = await stat(file);
    console.log(`${file} ${Math.ceil(size / 1024)} kB`);
  }
}
