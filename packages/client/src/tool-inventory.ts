import inventory from "../tool-inventory.json" with { type: "json" };

/** A tool as people see it before they connect a client. */
export interface InventoryTool {
  name: string;
  title: string;
  description: string;
  toolset: string;
  /** Scope a credential needs; null when any will do. */
  scope: string | null;
  hints: { read_only: boolean; destructive: boolean; idempotent: boolean; open_world: boolean };
  /** The tool that stands behind another tracker's name; null for tools of ours. */
  alias_of: string | null;
  /** What the tool costs in a list, in o200k tokens: name, title, description, arguments and hints. */
  list_tokens: number;
  /** The same with the schema of its answers, which some clients read too. */
  full_tokens: number;
}

/** A group of tools that is switched on and off together. */
export interface InventoryToolset {
  name: string;
  purpose: string;
  is_default: boolean;
  /** False for sets that even `all` leaves out. */
  in_all: boolean;
}

/** Every tool that the MCP server can list, with the sets and profiles by which a connection chooses. */
export interface ToolInventory {
  toolsets: InventoryToolset[];
  /** The exact lists of other trackers' servers, by name. */
  profiles: { name: string; tools: string[] }[];
  /** In listing order. */
  tools: InventoryTool[];
}

/** The inventory of this version, generated from the tools themselves and counted with the real encoding. */
export const TOOL_INVENTORY: ToolInventory = inventory;
