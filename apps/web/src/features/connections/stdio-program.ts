import { existsSync } from "node:fs";
import { resolve } from "node:path";
import type { ConnectionFacts } from "./clients.ts";

const LOCAL_HOSTS = ["localhost", "127.0.0.1", "[::1]"];

/** How to start the stdio server: from this checkout when the dashboard is used on the same machine, else by package. */
export function stdioProgram(publicUrl: string): ConnectionFacts["stdio"] {
  const file = resolve(process.cwd(), "../mcp/dist/hawkmoth-mcp.js");
  const isLocal = LOCAL_HOSTS.includes(new URL(publicUrl).hostname);
  if (isLocal && existsSync(/* turbopackIgnore: true */ file)) return { command: "node", args: [file] };
  return { command: "npx", args: ["-y", "@hawkmoth/mcp-server"] };
}
