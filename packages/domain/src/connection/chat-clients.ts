import type { McpClient } from "./client.ts";
import { addressField, programEntry, serversFile } from "./snippet.ts";

const claudeDesktop: McpClient = {
  id: "claude-desktop",
  name: "Claude Desktop",
  group: "Chat app",
  ways: [
    {
      via: "stdio",
      snippets: (facts) => [
        serversFile("claude_desktop_config.json (Settings, Developer, Edit config)", programEntry(facts)),
      ],
      after: "Quit and open Claude Desktop again.",
    },
    {
      via: "bundle",
      snippets: (facts) => [
        { kind: "value", caption: "Address of your Hawkmoth", language: "text", text: facts.origin },
        { kind: "value", caption: "API key", language: "text", text: facts.key },
      ],
      steps: [
        "Download the bundle and open it; Claude Desktop asks whether to install it.",
        "Fill in the two fields below. The key is kept in the keychain of your system.",
        "Switch the extension on.",
      ],
      after: "The tools of hawkmoth stand under Search and tools.",
    },
  ],
};

const claudeAi: McpClient = {
  id: "claude-ai",
  name: "claude.ai",
  group: "Chat app",
  ways: [
    {
      via: "oauth",
      snippets: (facts) => [addressField("Remote MCP server URL", facts)],
      steps: [
        "Open Settings, Connectors, and choose Add custom connector.",
        "Give it the name Hawkmoth and paste the address.",
        "Choose Connect, sign in here, and pick the workspace and what Claude may do.",
      ],
      after: "Switch Hawkmoth on under Search and tools of a chat.",
    },
  ],
};

const chatgpt: McpClient = {
  id: "chatgpt",
  name: "ChatGPT",
  group: "Chat app",
  ways: [
    {
      via: "oauth",
      snippets: (facts) => [addressField("MCP server URL", facts)],
      steps: [
        "Open Settings, Apps and connectors, Advanced settings, and turn on Developer mode.",
        "Choose Create, give it the name Hawkmoth, paste the address, and keep OAuth as authentication.",
        "Choose Connect, sign in here, and pick the workspace and what ChatGPT may do.",
      ],
      after: "Choose Developer mode from the plus menu of a chat and switch Hawkmoth on.",
    },
  ],
};

/** Programs for chatting; those on the web reach the server from the internet and only by sign-in. */
export const CHAT_CLIENTS: readonly McpClient[] = [claudeDesktop, claudeAi, chatgpt];
