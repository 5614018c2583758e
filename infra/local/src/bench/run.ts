import { mkdir, appendFile } from "node:fs/promises";
import { join } from "node:path";
import { explain } from "../failure.ts";
import { ROOT } from "../settings.ts";
import { benchAbuse } from "./abuse.ts";
import { benchMcp } from "./mcp.ts";
import { tableOf, type Figure } from "./figures.ts";

const BENCHES: Readonly<Record<string, () => Promise<Figure[]>>> = { mcp: benchMcp, abuse: benchAbuse };

/** Runs a benchmark, prints its table and keeps its figures as JSON lines in bench/results. */
async function run(name: string | undefined): Promise<void> {
  const bench = name === undefined ? undefined : BENCHES[name];
  if (!bench) throw new Error(`say which: pnpm bench ${Object.keys(BENCHES).join("|")}`);
  const figures = await bench();
  const folder = join(ROOT, "bench/results");
  await mkdir(folder, { recursive: true });
  const at = new Date().toISOString();
  const lines = figures.map((figure) => JSON.stringify({ bench: name, at, ...figure }));
  await appendFile(join(folder, `${name}.jsonl`), `${lines.join("\n")}\n`);
  console.log(tableOf(figures));
}

try {
  await run(process.argv[2]);
} catch (error) {
  console.error(`hawkmoth: ${explain(error)}`);
  process.exitCode = 1;
}
