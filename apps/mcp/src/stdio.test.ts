import operations from "@hawkmoth/client/operations.json" with { type: "json" };
import { startRestServer, type RestServer } from "@hawkmoth/mcp/testing/rest-server";
import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildPackage } from "./build.ts";

let rest: RestServer;
let folder: string;
let bundle: string;

beforeAll(async () => {
  rest = await startRestServer(operations);
  folder = await mkdtemp(join(tmpdir(), "hawkmoth-mcp-"));
  await buildPackage(folder);
  bundle = join(folder, "hawkmoth-mcp.js");
}, 60_000);
afterAll(async () => {
  await rest.close();
  await rm(folder, { recursive: true });
});

function environment(): Record<string, string> {
  return { PATH: process.env["PATH"] ?? "", HAWKMOTH_URL: rest.origin, HAWKMOTH_API_KEY: "hm_key_mara" };
}

interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Runs the bundle with lines on stdin; stdin ends when `until` has been written on stdout. */
async function run(
  lines: unknown[],
  options: { args?: string[]; env?: Record<string, string>; until?: string },
): Promise<Ended> {
  const child = spawn(process.execPath, [bundle, ...(options.args ?? [])], { env: options.env ?? environment() });
  let stdout = "";
  let stderr = "";
  child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
  child.stdout.on("data", (chunk: Buffer) => {
    stdout += chunk.toString();
    if (options.until && stdout.includes(options.until)) child.stdin.end();
  });
  child.stdin.on("error", () => {});
  for (const line of lines) child.stdin.write(`${typeof line === "string" ? line : JSON.stringify(line)}\n`);
  if (!options.until) child.stdin.end();
  const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
  return { code, stdout, stderr };
}

interface Given {
  args?: string[];
  env?: Record<string, string>;
}

const HELLO = {
  jsonrpc: "2.0",
  id: 1,
  method: "initialize",
  params: { protocolVersion: "2024-11-05", capabilities: {}, clientInfo: { name: "raw", version: "9" } },
};

describe("the process", () => {
  it("reads what stands for nothing, and says in plain words what it can't read", async () => {
    const call = (id: number, params: unknown) => ({ jsonrpc: "2.0", id, method: "tools/call", params });
    const { stdout } = await run(
      [
        HELLO,
        call(2, { name: "list_projects", arguments: null }),
        call(3, { name: "list_bugs", arguments: '{"limit":"3"}' }),
        call(4, { arguments: {} }),
        { jsonrpc: "2.0", id: 5, method: "tools/list", params: null },
      ],
      { until: '"id":5' },
    );
    const answers = new Map(
      stdout
        .split("\n")
        .filter(Boolean)
        .map((line) => JSON.parse(line))
        .map((answer): [number, unknown] => [answer.id, answer]),
    );
    expect(answers.get(2)).toMatchObject({ result: { structuredContent: { projects: [{ key: "SHOP" }] } } });
    expect(answers.get(3)).toMatchObject({ result: { structuredContent: { bugs: [{ key: "SHOP-412" }] } } });
    expect(answers.get(4)).toMatchObject({ error: { code: -32_602, message: "Missing 'name'" } });
    expect(answers.get(5)).toMatchObject({ result: { tools: expect.any(Array) } });
  });

  it("writes nothing but JSON-RPC on stdout, even after rubbish on stdin", async () => {
    const { stdout, code } = await run(["not json", HELLO, { jsonrpc: "2.0", id: 2, method: "tools/list" }], {
      until: '"id":2',
    });
    expect(code).toBe(0);
    for (const line of stdout.trim().split("\n")) expect(JSON.parse(line)).toMatchObject({ jsonrpc: "2.0" });
    expect(stdout).toContain('"protocolVersion":"2024-11-05"');
  });

  it("says in one line what is missing, and ends with 1", async () => {
    const { code, stdout, stderr } = await run([], { env: { PATH: "" } });
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr).toMatch(/^hawkmoth-mcp: HAWKMOTH_URL: .*; HAWKMOTH_API_KEY: .*\n$/);
  });

  it("refuses a choice of tools with a slip, and an option it does not know", async () => {
    expect((await run([], { args: ["--exclude-tools=update_bugs"] })).stderr).toContain("did you mean 'update_bug'?");
    expect((await run([], { args: ["--read-only"] })).code).toBe(1);
  });

  it("offers only what was chosen", async () => {
    const list = { jsonrpc: "2.0", id: 2, method: "tools/list" };
    const { stdout } = await run([HELLO, list], { args: ["--readonly", "--toolsets=resolve"], until: '"id":2' });
    const answers = stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(answers.at(-1).result.tools.map(({ name }: { name: string }) => name)).toEqual(["generate_fix_prompt"]);
  });

  it("starts and lists without the API, and says so on stderr", async () => {
    const env = { ...environment(), HAWKMOTH_URL: "http://127.0.0.1:9" };
    const { stdout, stderr } = await run([HELLO, { jsonrpc: "2.0", id: 2, method: "tools/list" }], {
      env,
      until: '"id":2',
    });
    expect(stdout).toContain('"name":"get_bug"');
    expect(stderr).toContain("The Hawkmoth API did not answer.");
    expect(stderr).not.toContain("hm_key_mara");
  });

  it.each([
    ["options", { args: ["--toolsets=setup,triage", "--project=SHOP", "--readonly", "--exclude-tools=list_bugs"] }],
    [
      "the environment",
      {
        env: {
          HAWKMOTH_MCP_TOOLSETS: "setup,triage",
          HAWKMOTH_MCP_PROJECT: "SHOP",
          HAWKMOTH_MCP_READONLY: "1",
          HAWKMOTH_MCP_EXCLUDE_TOOLS: "list_bugs",
        },
      },
    ],
  ])("takes the choice of tools from %s, and lists what only it can answer", async (_from, { args, env }: Given) => {
    const { stdout } = await run([HELLO, { jsonrpc: "2.0", id: 2, method: "tools/list" }], {
      ...(args ? { args } : {}),
      env: { ...environment(), ...env },
      until: '"id":2',
    });
    expect(stdout).toContain('"name":"detect_framework"');
    expect(stdout).toContain('"name":"search_bugs"');
    for (const gone of ["list_bugs", "update_bug", "get_stats"]) expect(stdout).not.toContain(`"name":"${gone}"`);
    expect(stdout).not.toContain('"project_id":{"type":"string","description"');
  });

  it("serves the list of another tracker, name for name", async () => {
    const { stdout } = await run([HELLO, { jsonrpc: "2.0", id: 2, method: "tools/list" }], {
      args: ["--profile=bugport"],
      until: '"id":2',
    });
    expect(stdout).toContain('"name":"get_bug_details"');
    expect(stdout).not.toContain('"name":"get_bug"');
  });

  it("says when the key is not good instead of listing what it can't do", async () => {
    const env = { ...environment(), HAWKMOTH_API_KEY: "revoked" };
    const { stdout } = await run([HELLO, { jsonrpc: "2.0", id: 2, method: "tools/list" }], { env, until: '"id":2' });
    expect(stdout).toContain('"code":"UNAUTHENTICATED"');
    expect(stdout).not.toContain('"name":"get_bug"');
  });
});

describe("the package", () => {
  it("is one file with a name, a bin, no dependencies, for Node 20 and later", async () => {
    const manifest = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
    expect(manifest).toMatchObject({
      name: "@hawkmoth/mcp-server",
      bin: { "hawkmoth-mcp": "hawkmoth-mcp.js" },
      engines: { node: ">=20" },
    });
    expect(manifest).not.toHaveProperty("dependencies");
    expect((await readFile(bundle, "utf8")).startsWith("#!/usr/bin/env node\n")).toBe(true);
  });

  it("tells its version and its usage", async () => {
    expect((await run([], { args: ["--version"], env: {} })).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect((await run([], { args: ["--help"], env: {} })).stdout).toContain("HAWKMOTH_API_KEY");
  });
});
