import { DEFAULT_CHOICE, type ConnectionFacts } from "@hawkmoth/domain/connection/client";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { startStack } from "../fixtures/stack.ts";
import { CASES } from "./cases.ts";
import { installClient } from "./install.ts";
import { tryClient } from "./try-client.ts";

const PROGRAM = resolve(import.meta.dirname, "../../apps/mcp/dist/hawkmoth-mcp.js");

const { values } = parseArgs({
  options: {
    url: { type: "string" },
    key: { type: "string" },
    only: { type: "string" },
    latest: { type: "boolean", default: false },
    verbose: { type: "boolean", default: false },
  },
});

/** A server to connect to: the given one, or the whole product started for this run. */
async function server(): Promise<{ origin: string; key: string; stop: () => Promise<void> }> {
  if (values.url && values.key) return { origin: values.url, key: values.key, stop: () => Promise.resolve() };
  const { demo, stop } = await startStack();
  return { origin: demo.url, key: demo.member_key, stop };
}

function line(...cells: readonly string[]): void {
  const widths = [14, 12, 18];
  console.log(cells.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join(" "));
}

const counts = { passed: 0, failed: 0, missing: 0 };
const wanted = values.only?.split(",") ?? CASES.map(({ id }) => id);
const base = await mkdtemp(join(tmpdir(), "hawkmoth-clients-"));
const { origin, key, stop } = await server();
const facts: ConnectionFacts = {
  origin,
  key,
  stdio: { command: "node", args: [PROGRAM] },
  choice: DEFAULT_CHOICE,
  bundle_url: null,
};
try {
  line("client", "version", "configured by", "outcome");
  for (const one of CASES.filter(({ id }) => wanted.includes(id))) {
    const installed = await installClient(one, base, values.latest);
    if (!installed.ok) {
      counts.missing += 1;
      line(one.id, "-", "-", `not installed: ${installed.reason}`);
      continue;
    }
    for (const trial of await tryClient(one, { bin: installed.bin, base, facts })) {
      counts[trial.outcome === "failed" ? "failed" : "passed"] += 1;
      line(one.id, installed.version, trial.way, trial.outcome);
      if (trial.outcome === "failed" || values.verbose) console.log(trial.output.replaceAll(key, "hm_key_…"));
    }
    await rm(join(base, one.id), { recursive: true, force: true });
  }
} finally {
  await stop();
  await rm(base, { recursive: true, force: true });
}
console.log(`\n${counts.passed} passed, ${counts.failed} failed, ${counts.missing} clients not installed`);
if (counts.failed > 0 || counts.passed === 0) process.exitCode = 1;
