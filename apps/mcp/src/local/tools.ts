import type { LocalTool } from "@hawkmoth/mcp/local-tool";

/** Tools that only a process on the user's own machine can answer; the HTTP server has none of them. */
export const LOCAL_TOOLS: readonly LocalTool[] = [];
