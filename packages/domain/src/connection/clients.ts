import { CHAT_CLIENTS } from "./chat-clients.ts";
import type { McpClient } from "./client.ts";
import { EDITOR_CLIENTS } from "./editor-clients.ts";
import { GOOSE } from "./goose.ts";
import { OTHER_CLIENTS } from "./other-clients.ts";
import { TERMINAL_CLIENTS } from "./terminal-clients.ts";

/** The one table of clients: the connections page, its tests and the tests with real clients are drawn from it. */
export const MCP_CLIENTS: readonly McpClient[] = [
  ...TERMINAL_CLIENTS,
  GOOSE,
  ...EDITOR_CLIENTS,
  ...CHAT_CLIENTS,
  ...OTHER_CLIENTS,
];
