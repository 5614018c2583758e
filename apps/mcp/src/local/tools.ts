import type { LocalTool } from "@hawkmoth/mcp/local-tool";
import { detectFrameworkTool } from "./detect-framework.ts";

/** Tools that only a process on the user's own machine can answer; the HTTP server has none of them. */
export const LOCAL_TOOLS: readonly LocalTool[] = [detectFrameworkTool(process.cwd())];
