import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { ROOT } from "../settings.ts";

const OUTPUT = new Set(["node_modules", ".next", ".output", ".wxt", ".turbo", "dist", "test-results", "coverage"]);
const IRRELEVANT = /(\.test\.tsx?|\.md|\.tsbuildinfo|next-env\.d\.ts)$/;

const Manifest = z.object({
  name: z.string(),
  dependencies: z.record(z.string(), z.string()).default({}),
  devDependencies: z.record(z.string(), z.string()).default({}),
});

/** The directories whose sources end up in a build: its own and those of every workspace package that it reaches. */
function directoriesOf(root: string, directory: string, seen = new Set<string>()): Set<string> {
  if (seen.has(directory)) return seen;
  seen.add(directory);
  const text = readFileSync(join(root, directory, "package.json"), "utf8");
  const { dependencies, devDependencies } = Manifest.parse(JSON.parse(text));
  for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies }))
    if (version.startsWith("workspace:")) directoriesOf(root, `packages/${name.replace("@hawkmoth/", "")}`, seen);
  return seen;
}

function filesOf(directory: string): string[] {
  const found: string[] = [];
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    if (OUTPUT.has(entry.name)) continue;
    const path = join(directory, entry.name);
    if (entry.isDirectory()) found.push(...filesOf(path));
    else if (entry.isFile() && !IRRELEVANT.test(entry.name)) found.push(path);
  }
  return found.toSorted();
}

/** A hash over everything that decides what a build holds: sources, dependencies, Node and the given settings. */
export function sourceHash(directory: string, settings: Record<string, string> = {}, root = ROOT): string {
  const hash = createHash("sha256").update(JSON.stringify([process.version, process.platform, settings]));
  for (const part of [...directoriesOf(root, directory)].toSorted())
    for (const file of filesOf(join(root, part)))
      hash.update(`\0${file.slice(root.length)}\0`).update(readFileSync(file));
  for (const file of ["pnpm-lock.yaml", "pnpm-workspace.yaml"]) hash.update(readFileSync(join(root, file)));
  return hash.digest("hex");
}
