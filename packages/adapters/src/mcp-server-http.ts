import { McpServerFacts } from "@hawkmoth/domain/audit/mcp-overview";
import type { McpServer } from "@hawkmoth/services/ports";

const TIMEOUT_MS = 2000;

/** Asks the MCP server's health route. Without an address, or without a sound answer in time, there are no facts. */
export function createMcpServer(url: string | null, fetcher: typeof fetch = fetch): McpServer {
  return {
    facts: async () => {
      if (url === null) return null;
      try {
        const response = await fetcher(new URL("/health", url), { signal: AbortSignal.timeout(TIMEOUT_MS) });
        return McpServerFacts.safeParse(await response.json()).data ?? null;
      } catch {
        // Whatever the fault, the answer to "what does it say of itself" is nothing.
        return null;
      }
    },
  };
}
