import { build, type Plugin } from "esbuild";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import manifest from "../package.json" with { type: "json" };

const root = join(import.meta.dirname, "..");
const dist = join(root, "dist");

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

await mkdir(dist, { recursive: true });
const result = await build({
  entryPoints: [join(root, "src/stdio.ts")],
  outfile: join(dist, "hawkmoth-mcp.js"),
  bundle: true,
  platform: "node",
  target: "node20",
  format: "esm",
  minify: true,
  legalComments: "eof",
  metafile: true,
  plugins: [leaner],
  // Some dependencies are CommonJS and ask for Node's modules in that way.
  banner: {
    js: '#!/usr/bin/env node\nimport { createRequire as hawkmothRequire } from "node:module";\nconst require = hawkmothRequire(import.meta.url);',
  },
});
await writeFile(join(dist, "package.json"), `${JSON.stringify(published, null, 2)}\n`);
await writeFile(join(dist, "README.md"), await readFile(join(root, "README.md"), "utf8"));
const [output] = Object.values(result.metafile.outputs);
console.log(`dist/hawkmoth-mcp.js ${Math.round((output?.bytes ?? 0) / 1024)} kB`);
