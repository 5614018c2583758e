import type { ConnectionFacts, ConnectionVia, Snippet } from "@hawkmoth/domain/connection/client";
import { MCP_CLIENTS } from "@hawkmoth/domain/connection/clients";
import { spawn } from "node:child_process";
import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";
import type { ClientCase, Proof } from "./cases.ts";

const TIMEOUT_MS = 60_000;

/** One way to configure one client, and how it ended. */
export interface Trial {
  way: string;
  /** How far the client came by its own words. */
  outcome: Proof["level"] | "failed";
  output: string;
}

interface TrialOptions {
  /** Folder of the installed program. */
  bin: string;
  /** Where home directories may be made. */
  base: string;
  facts: ConnectionFacts;
}

interface Shell {
  bin: string;
  home: string;
  env: Readonly<Record<string, string>>;
}

/** Tries every snippet of a client that its command line understands, each in a home directory of its own. */
export async function tryClient(one: ClientCase, { bin, base, facts }: TrialOptions): Promise<Trial[]> {
  const client = MCP_CLIENTS.find(({ id }) => id === one.id);
  if (!client) throw new Error(`${one.id} is not in the table of clients`);
  const trials: Trial[] = [];
  for (const { via, snippets } of client.ways) {
    const proof = proofOf(one, via);
    if (!proof) continue;
    for (const plan of plansFor(one, via, snippets(facts))) {
      const home = await mkdtemp(join(base, `${one.id}-home-`));
      const result = await carryOut(proof, plan, { bin, home, env: one.env ?? {} });
      trials.push({ way: `${via}, ${plan.name}`, ...result });
    }
  }
  return trials;
}

function proofOf({ proof, asks }: ClientCase, via: ConnectionVia): Proof | null {
  if (via === "bundle") return null;
  if (via !== "oauth") return proof;
  return asks ? { ...proof, shows: asks, level: "asks to sign in" } : null;
}

interface Plan {
  name: string;
  /** Run as they stand, one after the other. */
  commands: string[];
  file: { path: string; text: string } | null;
}

function plansFor(one: ClientCase, via: ConnectionVia, snippets: readonly Snippet[]): Plan[] {
  const commands = snippets.filter(({ kind }) => kind === "command").map(({ text }) => text);
  const file = snippets.find(({ kind }) => kind === "file");
  const plans: Plan[] = [];
  if (one.id === "mcp-remote") return file && file.text.includes("mcp-remote") ? [bridgePlan(file.text)] : [];
  // The second command of a sign-in opens a browser.
  if (via === "oauth") return [{ name: "command", commands: commands.slice(0, 1), file: null }];
  if (commands.length > 0) plans.push({ name: "command", commands, file: null });
  if (file && one.file) plans.push({ name: "file", commands: [], file: { path: one.file, text: file.text } });
  return plans;
}

/** mcp-remote has no list of servers: its own test client connects with the arguments of the snippet. */
function bridgePlan(text: string): Plan {
  const config: { mcpServers: { hawkmoth: { args: string[]; env: Record<string, string> } } } = JSON.parse(text);
  const { args, env } = config.mcpServers.hawkmoth;
  const quote = (value: string) => `'${value.replaceAll("'", `'\\''`)}'`;
  const settings = Object.entries(env).map(([name, value]) => `${name}=${quote(value)}`);
  const rest = args.slice(args.indexOf("mcp-remote") + 1).map(quote);
  return { name: "arguments", commands: [[...settings, "mcp-remote-client", ...rest].join(" ")], file: null };
}

async function carryOut(proof: Proof, plan: Plan, shell: Shell): Promise<Omit<Trial, "way">> {
  if (plan.file) {
    const path = join(shell.home, plan.file.path);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, plan.file.text);
  }
  const script = ["set -e", ...plan.commands, proof.list].filter((line) => line !== "").join("\n");
  const { code, output } = await run(script, shell);
  const isShown = proof.shows.test(output);
  return { outcome: code === 0 && isShown ? proof.level : "failed", output };
}

async function run(script: string, { bin, home, env }: Shell): Promise<{ code: number | null; output: string }> {
  const cwd = join(home, "project");
  await mkdir(cwd, { recursive: true });
  const path = [bin, dirname(process.execPath), process.env["PATH"] ?? ""].join(delimiter);
  const child = spawn("sh", ["-c", script], {
    cwd,
    env: { PATH: path, HOME: home, LANG: "C.UTF-8", TERM: "dumb", NO_COLOR: "1", ...env },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  // A client that waits for a sign-in would outlive its shell, so the whole group ends.
  const timer = setTimeout(() => child.pid && process.kill(-child.pid, "SIGKILL"), TIMEOUT_MS);
  const chunks: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => chunks.push(chunk.toString()));
  const code = await new Promise<number | null>((resolve) => {
    child.once("close", resolve);
  });
  clearTimeout(timer);
  return { code, output: withoutColour(chunks.join("")) };
}

function withoutColour(text: string): string {
  // oxlint-disable-next-line no-control-regex
  return text.replaceAll(/\u001B\[[\d;]*m/g, "");
}
