import { build } from "esbuild";
import { createHash } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const SOURCE = import.meta.dirname;
const PLAYER_CSS = createRequire(import.meta.url).resolve("@rrweb/replay/dist/style.css");

interface Page {
  name: string;
  title: string;
  styles: string[];
}

const PAGES: readonly Page[] = [
  { name: "replay", title: "Replay", styles: [PLAYER_CSS, join(SOURCE, "replay/replay.css")] },
  { name: "bug-card", title: "Bug", styles: [join(SOURCE, "bug-card/bug-card.css")] },
];

/**
 * What a page may do, whatever policy its host sends: run its own script, and show pictures and fonts that are part of a
 * recording. The frame of the replay inherits it.
 */
function policyFor(script: string): string {
  const hash = createHash("sha256").update(script).digest("base64");
  return [
    "default-src 'none'",
    `script-src 'sha256-${hash}'`,
    "style-src 'unsafe-inline'",
    "img-src data:",
    "font-src data:",
    "media-src data:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
}

/** One file that asks nobody for anything: hosts serve these pages under `default-src 'none'`. */
async function pageOf({ name, title, styles }: Page): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(SOURCE, name, "main.ts")],
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    target: "es2022",
    legalComments: "none",
  });
  const script = (outputFiles[0]?.text ?? "").replaceAll("</script", String.raw`<\/script`);
  const css = await Promise.all([join(SOURCE, "look.css"), ...styles].map((file) => readFile(file, "utf8")));
  const body = await readFile(join(SOURCE, name, `${name}.html`), "utf8");
  return [
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title>`,
    `<meta http-equiv="Content-Security-Policy" content="${policyFor(script)}">`,
    `<meta name="viewport" content="width=device-width, initial-scale=1">`,
    `<style>${css.join("\n")}</style></head><body>${body}`,
    `<script type="module">${script}</script></body></html>`,
  ].join("");
}

/** Builds the pages by name, such as `replay`. */
export async function buildPages(): Promise<Record<string, string>> {
  const built = await Promise.all(PAGES.map(async (page) => [page.name, await pageOf(page)] as const));
  return Object.fromEntries(built);
}

if (import.meta.main) {
  const folder = join(SOURCE, "../dist");
  await mkdir(folder, { recursive: true });
  for (const [name, html] of Object.entries(await buildPages())) {
    await writeFile(join(folder, `${name}.html`), html);
    console.log(`dist/${name}.html ${Math.round(gzipSync(html).length / 1024)} kB gzip`);
  }
}
