import { build, type Plugin } from "esbuild";
import { chmod, copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import manifest from "../package.json" with { type: "json" };

const root = join(import.meta.dirname, "..");

/** Some dependencies are CommonJS and ask for Node's modules in their own way. */
const BANNER = `#!/usr/bin/env node
import { createRequire as hawkmothRequire } from "node:module";
const require = hawkmothRequire(import.meta.url);`;

/** The published package: the bundle alone, so that `npx` installs one file and nothing else. */
const published = {
  name: manifest.name,
  version: manifest.version,
  description: manifest.description,
  license: "Apache-2.0",
  type: "module",
  bin: { "hawkmoth-mcp": "hawkmoth-mcp.js" },
  files: ["hawkmoth-mcp.js"],
  engines: { node: ">=20" },
  keywords: ["mcp", "model-context-protocol", "bug-tracker", "hawkmoth"],
};

/**
 * Leaves out what a start would compile and never run: translations of zod's messages, the SDK's schema compiler for
 * elicitations, which is replaced by ours anyway, and operations that are no tools. It halves the time to start.
 */
const leaner: Plugin = {
  name: "leaner",
  setup({ onLoad }) {
    onLoad({ filter: /zod[\\/]v4[\\/]locales[\\/]index\.js$/ }, () => ({ contents: "export {};" }));
    onLoad({ filter: /server[\\/]dist[\\/]ajvProvider-[\w-]+\.mjs$/ }, () => ({
      contents: "class Unused {} export { Unused as n, Unused as t };",
    }));
    onLoad({ filter: /client[\\/]operations\.json$/ }, async ({ path }) => ({
      contents: JSON.stringify(toolsOnly(JSON.parse(await readFile(path, "utf8")))),
      loader: "json",
    }));
  },
};

function toolsOnly({ version, operations }: { version: number; operations: { mcp: unknown }[] }): unknown {
  return { version, operations: operations.filter((operation) => operation.mcp !== null) };
}

/** Writes the package into a folder: the bundle, package.json and README. Gives the size of the bundle in bytes. */
export async function buildPackage(folder: string): Promise<number> {
  await mkdir(folder, { recursive: true });
  const result = await build({
    entryPoints: [join(root, "src/stdio.ts")],
    outfile: join(folder, "hawkmoth-mcp.js"),
    bundle: true,
    platform: "node",
    target: "node20",
    format: "esm",
    minify: true,
    legalComments: "eof",
    metafile: true,
    plugins: [leaner],
    banner: { js: BANNER },
  });
  await chmod(join(folder, "hawkmoth-mcp.js"), 0o755);
  await writeFile(join(folder, "package.json"), `${JSON.stringify(published, null, 2)}\n`);
  await copyFile(join(root, "README.md"), join(folder, "README.md"));
  return Object.values(result.metafile.outputs)[0]?.bytes ?? 0;
}

if (import.meta.main) {
  const size_bytes = await buildPackage(join(root, "dist"));
  console.log(`dist/hawkmoth-mcp.js ${Math.round(size_bytes / 1024)} kB`);
}
