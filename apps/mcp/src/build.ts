import { buildPages } from "@hawkmoth/mcp-app/build";
import { build, type Plugin } from "esbuild";
import { chmod, copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { buildDesktopBundle } from "./desktop-bundle.ts";
import { PAGES_FILE } from "./app-pages.ts";
import { PUBLISHED } from "./published.ts";

const root = join(import.meta.dirname, "..");

/** Some dependencies are CommonJS and ask for Node's modules in their own way. */
const BANNER = `#!/usr/bin/env node
import { createRequire as hawkmothRequire } from "node:module";
const require = hawkmothRequire(import.meta.url);`;

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

/** Puts the pages for MCP hosts into the bundle, which reads no files. */
function withPages(pages: Readonly<Record<string, string>>): Plugin {
  return {
    name: "with-pages",
    setup: ({ onLoad }) =>
      onLoad({ filter: /mcp[\\/]src[\\/]app-pages\.ts$/ }, () => ({
        contents: `export const appPages = () => (${JSON.stringify(pages)});`,
      })),
  };
}

/** Writes the package into a folder: the bundle, package.json and README. Gives the size of the bundle in bytes. */
export async function buildPackage(folder: string): Promise<number> {
  await mkdir(folder, { recursive: true });
  const pages = await buildPages();
  await writeFile(join(folder, PAGES_FILE), JSON.stringify(pages));
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
    plugins: [leaner, withPages(pages)],
    banner: { js: BANNER },
  });
  await chmod(join(folder, "hawkmoth-mcp.js"), 0o755);
  await writeFile(join(folder, "package.json"), `${JSON.stringify(PUBLISHED, null, 2)}\n`);
  await copyFile(join(root, "README.md"), join(folder, "README.md"));
  return Object.values(result.metafile.outputs)[0]?.bytes ?? 0;
}

if (import.meta.main) {
  const dist = join(root, "dist");
  const kilobytes = (size_bytes: number) => `${Math.round(size_bytes / 1024)} kB`;
  console.log(`dist/hawkmoth-mcp.js ${kilobytes(await buildPackage(dist))}`);
  const bundle = await buildDesktopBundle(join(dist, "hawkmoth-mcp.js"), join(dist, "hawkmoth.mcpb"));
  console.log(`dist/hawkmoth.mcpb ${kilobytes(bundle)}`);
}
