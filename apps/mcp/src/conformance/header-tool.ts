import { isRecord } from "@hawkmoth/mcp/json-schema";
import type { WireTool } from "@hawkmoth/mcp/surface";
import { fromJsonSchema, McpServer } from "@modelcontextprotocol/server";

const SCHEMA = {
  type: "object" as const,
  properties: { region: { type: "string" as const, "x-mcp-header": "Region" } },
  required: ["region"],
};

/** A tool with an argument that a client repeats in a header (SEP-2243). */
export const HEADER_TOOL: WireTool = {
  name: "test_header_argument",
  description: "Fixture of the conformance suite: an argument that is repeated in Mcp-Param-Region",
  inputSchema: SCHEMA,
};

/**
 * A server for a call of the header tool, or null for any other request. The SDK compares such headers for the tools of
 * its own registry only; none of Hawkmoth's tools has one.
 */
export function headerToolServer(version: string, body: unknown): McpServer | null {
  const { name, description } = HEADER_TOOL;
  const params = isRecord(body) && body["method"] === "tools/call" ? body["params"] : null;
  if (!isRecord(params) || params["name"] !== name) return null;
  const server = new McpServer({ name: "hawkmoth", version });
  server.registerTool(name, { description, inputSchema: fromJsonSchema(SCHEMA) }, () => ({
    content: [{ type: "text", text: "The header agrees." }],
  }));
  return server;
}
