import operations from "@hawkmoth/client/operations.json" with { type: "json" };
import { startRestServer, type RestServer } from "@hawkmoth/mcp/testing/rest-server";
import { unpackExtension, validateManifest } from "@anthropic-ai/mcpb";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport, type StdioServerParameters } from "@modelcontextprotocol/sdk/client/stdio.js";
import { Ajv } from "ajv";
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import registryEntry from "../registry/server.json" with { type: "json" };
import registrySchema from "../registry/server.schema.json" with { type: "json" };
import { buildPackage } from "./build.ts";
import { buildDesktopBundle, bundleManifest } from "./desktop-bundle.ts";
import { StdioEnv } from "./env.ts";
import { packTarball } from "./package.ts";
import { PUBLISHED } from "./published.ts";
import { foundNodes } from "./testing/node-versions.ts";

const run = promisify(execFile);
const PATH = (process.env["PATH"] ?? "").split(delimiter).filter((folder) => !folder.includes("node_modules"));

let rest: RestServer;
let home: string;
let built: string;
let tarball: string;

beforeAll(async () => {
  rest = await startRestServer(operations);
  home = await mkdtemp(join(tmpdir(), "hawkmoth-package-"));
  built = join(home, "built");
  await buildPackage(built);
  tarball = await packTarball(built, home);
}, 60_000);
afterAll(async () => {
  await rest.close();
  await rm(home, { recursive: true });
});

/** Starts a program as an MCP client does, and lists its tools. */
async function toolsOf(program: Pick<StdioServerParameters, "command" | "args" | "env" | "cwd">): Promise<string[]> {
  const client = new Client({ name: "package-test", version: "1" });
  await client.connect(new StdioClientTransport({ ...program, stderr: "ignore" }));
  const { tools } = await client.listTools();
  await client.close();
  return tools.map(({ name }) => name);
}

describe("the npm package", () => {
  it("holds the program, its manifest and its README, and no dependency", async () => {
    const { stdout } = await run("tar", ["-tzf", tarball]);
    expect(stdout.trim().split("\n").toSorted()).toEqual([
      "package/README.md",
      "package/hawkmoth-mcp.js",
      "package/package.json",
    ]);
    expect(Object.keys(PUBLISHED)).not.toContain("dependencies");
  });

  it.each(foundNodes())(
    "installs into an empty folder and runs by npx on Node $major",
    async ({ major, folder }) => {
      const cwd = join(home, `node-${major.toString()}`);
      await mkdir(cwd);
      const env = { PATH: [folder, ...PATH].join(delimiter), HOME: cwd, npm_config_update_notifier: "false" };
      await writeFile(join(cwd, "package.json"), '{"private":true}');
      const quiet = ["--offline", "--no-audit", "--no-fund"];
      await run("npm", ["install", ...quiet, tarball], { cwd, env });
      const settings = { HAWKMOTH_URL: rest.origin, HAWKMOTH_API_KEY: "hm_key_mara" };
      const tools = await toolsOf({
        command: "npx",
        args: ["--offline", PUBLISHED.name],
        env: { ...env, ...settings },
        cwd,
      });
      expect(tools).toContain("get_bug_context");
      const { stdout } = await run("node", ["--version"], { cwd, env });
      expect(stdout).toMatch(new RegExp(`^v${major.toString()}\\.`));
    },
    60_000,
  );

  it("is tried on more than the Node of the repository where the machine has another", () => {
    expect(foundNodes().map(({ major }) => major)).toContain(24);
  });
});

describe("the bundle for desktop apps", () => {
  it("is valid, and what it starts lists tools with the answers of the form as settings", async () => {
    const file = join(home, "hawkmoth.mcpb");
    await buildDesktopBundle(join(built, "hawkmoth-mcp.js"), file);
    const folder = join(home, "unpacked");
    expect(await unpackExtension({ mcpbPath: file, outputDir: folder, silent: true })).toBe(true);
    expect(validateManifest(join(folder, "manifest.json"))).toBe(true);
    const manifest: ReturnType<typeof bundleManifest> = JSON.parse(
      await readFile(join(folder, "manifest.json"), "utf8"),
    );
    const answers: Record<string, string> = { url: rest.origin, api_key: "hm_key_mara", readonly: "true" };
    const filled = (text: string) =>
      text
        .replace("${__dirname}", folder)
        .replaceAll(/\$\{user_config\.(\w+)\}/g, (_all, name: string) => answers[name] ?? "");
    const { args, env } = manifest.server.mcp_config;
    const settings = Object.fromEntries(Object.entries(env).map(([name, value]) => [name, filled(value)]));
    const tools = await toolsOf({
      command: process.execPath,
      args: args.map(filled),
      env: { ...settings, PATH: dirname(process.execPath) },
      cwd: home,
    });
    expect(tools).toContain("get_bug");
    expect(tools).not.toContain("create_bug");
  });

  it("keeps the key secret and asks for what has no default", () => {
    const { user_config } = bundleManifest();
    expect(user_config.api_key).toMatchObject({ sensitive: true, required: true });
    expect(user_config.url.required).toBe(true);
  });
});

describe("the registry entry", () => {
  it("is valid by the registry's own schema", () => {
    const validate = new Ajv({ strict: false, validateFormats: false }).compile(registrySchema);
    expect(validate(registryEntry) ? [] : validate.errors).toEqual([]);
    expect(validate({ ...registryEntry, description: "x".repeat(101) })).toBe(false);
    expect(validate({ ...registryEntry, name: "no-namespace" })).toBe(false);
  });

  it("agrees with the package on name, version and settings", () => {
    const [npm] = registryEntry.packages;
    expect(registryEntry.name).toBe(PUBLISHED.mcpName);
    expect([registryEntry.version, npm?.version]).toEqual([PUBLISHED.version, PUBLISHED.version]);
    expect(npm?.identifier).toBe(PUBLISHED.name);
    const known = Object.keys(StdioEnv.shape);
    for (const { name } of npm?.environmentVariables ?? []) expect(known).toContain(name);
  });
});
