import { packExtension } from "@anthropic-ai/mcpb";
import operations from "@hawkmoth/client/operations.json" with { type: "json" };
import { buildRegistry } from "@hawkmoth/mcp/registry";
import { TOOLSETS } from "@hawkmoth/mcp/toolsets";
import { copyFile, mkdir, mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PUBLISHED } from "./published.ts";

// The bundle is an ES module wherever it is unpacked, and no package.json beside it says so.
const PROGRAM = "server/hawkmoth-mcp.mjs";

/** The form of the installation. The key goes into the system's keychain. */
const USER_CONFIG = {
  url: {
    type: "string",
    title: "Address of your Hawkmoth",
    description: "Such as https://bugs.example.com",
    required: true,
  },
  api_key: {
    type: "string",
    title: "API key",
    description: "Made on the page MCP connections; starts with hm_key_",
    required: true,
    sensitive: true,
  },
  readonly: {
    type: "boolean",
    title: "Read-only tools",
    description: "List only tools that change nothing",
    required: false,
    default: false,
  },
} as const;

/** What a desktop app shows, asks and starts (MCPB manifest 0.3). */
export function bundleManifest() {
  const tools = [...buildRegistry(operations).values()].filter(({ toolset }) => TOOLSETS[toolset].is_default);
  return {
    manifest_version: "0.3",
    name: "hawkmoth",
    display_name: "Hawkmoth",
    version: PUBLISHED.version,
    description: PUBLISHED.description,
    author: { name: "Hawkmoth" },
    license: PUBLISHED.license,
    keywords: PUBLISHED.keywords,
    server: {
      type: "node",
      entry_point: PROGRAM,
      mcp_config: {
        command: "node",
        args: [`\${__dirname}/${PROGRAM}`],
        env: {
          HAWKMOTH_URL: "${user_config.url}",
          HAWKMOTH_API_KEY: "${user_config.api_key}",
          HAWKMOTH_MCP_READONLY: "${user_config.readonly}",
        },
      },
    },
    tools: tools.map(({ name, listed }) => ({ name, description: listed.title })),
    tools_generated: true,
    compatibility: { platforms: ["darwin", "win32", "linux"], runtimes: { node: ">=20.0.0" } },
    user_config: USER_CONFIG,
  };
}

/** Packs the built program into a file that desktop apps install. Gives its size in bytes. @throws Error when refused */
export async function buildDesktopBundle(program: string, output: string): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), "hawkmoth-mcpb-"));
  try {
    await mkdir(join(folder, "server"));
    await copyFile(program, join(folder, PROGRAM));
    await writeFile(join(folder, "manifest.json"), `${JSON.stringify(bundleManifest(), null, 2)}\n`);
    const isPacked = await packExtension({ extensionPath: folder, outputPath: output, silent: true });
    if (!isPacked) throw new Error("the manifest of the bundle is not valid");
    return (await stat(output)).size;
  } finally {
    await rm(folder, { recursive: true });
  }
}
