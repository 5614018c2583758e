import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { recordedBug } from "../fixtures/rest.ts";
import { startStack, type Demo } from "../fixtures/stack.ts";
import { installClient } from "./install.ts";

/** The reference client of the protocol's own people. Its 83 packages are installed only when this runs. */
const INSPECTOR = { id: "inspector", package: "@modelcontextprotocol/inspector", version: "2.12.0" };
const PROGRAM = resolve(import.meta.dirname, "../../apps/mcp/dist/hawkmoth-mcp.js");
const TIMEOUT_MS = 60_000;

const { values } = parseArgs({ options: { latest: { type: "boolean", default: false } } });

/** A call of the Inspector, and what its output must hold. */
interface Trial {
  name: string;
  args: readonly string[];
  shows: RegExp;
}

function trials(bug: string): readonly Trial[] {
  const method = (name: string, ...args: string[]) => ({ name, args: ["--method", name, ...args] });
  return [
    { ...method("tools/list", "--strict"), shows: /"name": "get_bug"/ },
    { ...method("tools/call", "--tool-name", "get_bug", "--tool-arg", `bug_id=${bug}`), shows: /"structuredContent"/ },
    { ...method("resources/list"), shows: /"uri": "hawkmoth:\/\/\/bugs\// },
    { ...method("resources/templates/list"), shows: /"uriTemplate": "hawkmoth:\/\/\/bugs\/\{bug_id\}"/ },
    {
      ...method("resources/read", "--uri", `hawkmoth:///bugs/${bug}/context`),
      shows: /"mimeType": "application\/json"/,
    },
    { ...method("prompts/list"), shows: /"name": "fix_bug"/ },
    { ...method("prompts/get", "--prompt-name", "fix_bug", "--prompt-args", `bug_id=${bug}`), shows: /<data-/ },
  ];
}

function transports({ url, member_key }: Demo): readonly { name: string; args: readonly string[] }[] {
  return [
    { name: "HTTP", args: [`${url}/mcp`, "--transport", "http", "--header", `Authorization: Bearer ${member_key}`] },
    {
      name: "stdio",
      args: ["node", PROGRAM, "-e", `HAWKMOTH_URL=${url}`, "-e", `HAWKMOTH_API_KEY=${member_key}`],
    },
  ];
}

interface Ended {
  code: number;
  stdout: string;
  stderr: string;
}

function inspect(bin: string, args: readonly string[], home: string): Promise<Ended> {
  const env = { PATH: process.env.PATH, HOME: home };
  return new Promise((done) => {
    execFile(
      join(bin, "mcp-inspector"),
      ["--cli", ...args],
      { env, timeout: TIMEOUT_MS, maxBuffer: 32 * 1024 * 1024 },
      (error, stdout, stderr) => done({ code: error ? 1 : 0, stdout, stderr }),
    );
  });
}

async function run(demo: Demo, bin: string, home: string): Promise<{ passed: number; failed: number }> {
  const counts = { passed: 0, failed: 0 };
  const bug = await recordedBug(demo);
  for (const transport of transports(demo))
    for (const era of ["legacy", "modern"])
      for (const trial of trials(bug)) {
        const ended = await inspect(bin, [...transport.args, ...trial.args, "--protocol-era", era], home);
        const isGood = ended.code === 0 && trial.shows.test(ended.stdout);
        counts[isGood ? "passed" : "failed"] += 1;
        console.log(`${isGood ? "✓" : "✗"} ${transport.name.padEnd(6)} ${era.padEnd(7)} ${trial.name}`);
        if (!isGood) console.log((ended.stderr || ended.stdout).replaceAll(demo.member_key, "hm_key_…").slice(0, 2000));
      }
  return counts;
}

const base = await mkdtemp(join(tmpdir(), "hawkmoth-inspector-"));
const { demo, stop } = await startStack();
try {
  const installed = await installClient(INSPECTOR, base, values.latest);
  if (!installed.ok) throw new Error(`the Inspector is not installed: ${installed.reason}`);
  console.log(`Inspector ${installed.version}`);
  const { passed, failed } = await run(demo, installed.bin, base);
  console.log(`\n${passed} passed, ${failed} failed`);
  if (failed > 0) process.exitCode = 1;
} finally {
  await stop();
  await rm(base, { recursive: true, force: true });
}
