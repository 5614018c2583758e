import { z } from "zod";
import { Timestamp } from "../time.ts";

/** What the MCP server says of itself, as it runs now. */
export const McpServerFacts = z.object({
  is_enabled: z.boolean().describe("False while MCP_ENABLED is neither true nor 1; /mcp is 404 then"),
  version: z.string(),
  allowed_hosts: z.array(z.string()).describe("Hosts and origins it answers to, from MCP_ALLOWED_HOSTS"),
  protocols: z.array(z.string()).describe("Protocol revisions, newest first"),
  tools_count: z.int(),
});
export type McpServerFacts = z.infer<typeof McpServerFacts>;

/** How much one tool or one client was used. */
export const McpUsage = z.object({
  name: z.string(),
  calls_24h: z.int(),
  calls_7d: z.int(),
  errors_7d: z.int().describe("Calls that were refused or failed"),
  last_at: Timestamp,
});
export type McpUsage = z.infer<typeof McpUsage>;

/** Calls over MCP in one workspace, from its audit log. */
export const McpCalls = z.object({
  calls_24h: z.int(),
  errors_24h: z.int(),
  calls_7d: z.int(),
  errors_7d: z.int(),
  tools: z.array(McpUsage).describe("Most used first"),
  clients: z.array(McpUsage).describe("By name and version, most used first"),
  errors: z.array(z.object({ code: z.string(), count_7d: z.int() })).describe("Most frequent first"),
});
export type McpCalls = z.infer<typeof McpCalls>;

/** What the owners of a workspace see of its MCP side. */
export const McpOverview = z.object({
  endpoint: z.string().describe("Public address that clients connect to"),
  server: McpServerFacts.nullable().describe("Null when the MCP server does not answer"),
  keys_count: z.int().describe("Keys in force that act for a member or an agent"),
  connected_apps_count: z.int().describe("Programs that are signed in over OAuth"),
  calls: McpCalls,
});
export type McpOverview = z.infer<typeof McpOverview>;
