import { existsSync } from "node:fs";
import { resolve } from "node:path";
import type { ConnectionFacts } from "@hawkmoth/domain/connection/client";

const LOCAL_HOSTS = ["localhost", "127.0.0.1", "[::1]"];

/** A file that the build of the MCP package left beside this app. */
export function builtFile(name: "hawkmoth-mcp.js" | "hawkmoth.mcpb"): string | null {
  const file = resolve(process.cwd(), "../mcp/dist", name);
  return existsSync(/* turbopackIgnore: true */ file) ? file : null;
}

/** How to start the stdio server: from this checkout when the dashboard is used on the same machine, else by package. */
export function stdioProgram(publicUrl: string): ConnectionFacts["stdio"] {
  const file = builtFile("hawkmoth-mcp.js");
  if (file !== null && LOCAL_HOSTS.includes(new URL(publicUrl).hostname)) return { command: "node", args: [file] };
  return { command: "npx", args: ["-y", "@hawkmoth/mcp-server"] };
}
