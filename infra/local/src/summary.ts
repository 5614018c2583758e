import { relative } from "node:path";
import { EXTENSION_DIR, MCP_STDIO } from "./build/builds.ts";
import type { Demo } from "./demo.ts";
import { bold, dim } from "./progress.ts";
import type { Settings } from "./settings.ts";

function mcpSnippet(url: string, key: string): string {
  const server = { command: "node", args: [MCP_STDIO], env: { HAWKMOTH_URL: url, HAWKMOTH_API_KEY: key } };
  return JSON.stringify({ mcpServers: { hawkmoth: server } }, null, 2);
}

function indent(text: string): string {
  return text.replaceAll(/^/gm, "    ");
}

/** What a person reads once everything runs: where to go, how to sign in, what to paste. */
export function summary(settings: Settings, demo: Demo | undefined): string {
  const key = demo?.agent_key ?? "hm_key_… (make one under MCP Connections)";
  const lines = [
    "",
    `${bold("Hawkmoth is running")}   ${bold(settings.url)}`,
    "",
    demo ? `  Sign in      ${demo.email}   ${demo.password}` : `  Begin        ${settings.url}/sign-up`,
    `  Extension    ${EXTENSION_DIR}`,
    dim("               chrome://extensions > Developer mode > Load unpacked > that folder"),
    `  MCP (HTTP)   ${settings.url}/mcp`,
    dim(
      `               claude mcp add --transport http hawkmoth ${settings.url}/mcp --header "Authorization: Bearer ${key}"`,
    ),
    "  MCP (stdio)  paste into the settings of your agent:",
    indent(mcpSnippet(settings.url, key)),
    `  Data         ${settings.data_dir}`,
    ...(demo
      ? [dim(`               keys and ids of the demo: ${relative(process.cwd(), settings.data_dir) || "."}/demo.json`)]
      : []),
    "",
    dim("  Ctrl-C stops everything."),
    "",
  ];
  return lines.join("\n");
}
