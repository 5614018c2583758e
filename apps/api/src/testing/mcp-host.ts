import { operationTable } from "@hawkmoth/api/operation-table";
import { connectionOf, createHost, type Connection, type ToolHost } from "@hawkmoth/mcp/host";
import { buildRegistry } from "@hawkmoth/mcp/registry";
import { readSelection, type SelectionSource } from "@hawkmoth/mcp/selection";
import { ORIGIN, type TestServer } from "./server.ts";

/** The MCP side of the API in memory: the registry of its own operations, without any process or port between. */
export function mcpHost({ app }: TestServer): ToolHost {
  const table: unknown = JSON.parse(JSON.stringify(operationTable()));
  return createHost({
    registry: buildRegistry(table),
    api: {
      origin: ORIGIN,
      fetch: async (input, init) => await app.request(input, init),
    },
    version: "0.0.0-test",
    own_origin: ORIGIN,
  });
}

/** A connection with a key's header and a wish. */
export function mcpConnection(host: ToolHost, headers: Record<string, string>, wish: SelectionSource = {}): Connection {
  const credential = (headers["authorization"] ?? "").replace(/^Bearer /, "");
  return connectionOf({ credential, client: "test/1.0", ip: null }, readSelection(wish, host.registry));
}
