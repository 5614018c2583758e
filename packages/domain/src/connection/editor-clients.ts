import { endpointOf, type ConnectionFacts, type ConnectionWay, type McpClient } from "./client.ts";
import { command, headerLine, headersOf, jsonFile, programEntry, remoteEntry, serversFile } from "./snippet.ts";

const CURSOR_FILE = "~/.cursor/mcp.json, or .cursor/mcp.json in a project";

function cursorWay(
  via: ConnectionWay["via"],
  entry: (facts: ConnectionFacts) => unknown,
  after: string,
): ConnectionWay {
  return {
    via,
    snippets: (facts) => [serversFile(CURSOR_FILE, entry(facts))],
    link: (facts) =>
      `cursor://anysphere.cursor-deeplink/mcp/install?name=hawkmoth&config=${encodeURIComponent(base64(entry(facts)))}`,
    after,
  };
}

/** JSON in base64 of its UTF-8 bytes (RFC 4648, 4). */
function base64(value: unknown): string {
  return btoa(String.fromCodePoint(...new TextEncoder().encode(JSON.stringify(value))));
}

const cursor: McpClient = {
  id: "cursor",
  name: "Cursor",
  group: "Editor",
  ways: [
    cursorWay("http", remoteEntry, "Settings, MCP lists hawkmoth with its tools."),
    cursorWay(
      "oauth",
      (facts) => ({ url: endpointOf(facts) }),
      "Settings, MCP shows Needs login beside hawkmoth: sign in.",
    ),
    cursorWay("stdio", programEntry, "Settings, MCP lists hawkmoth with its tools."),
  ],
};

const VSCODE_FILE = ".vscode/mcp.json, safe to commit: it asks for the key";
const VSCODE_AFTER = "Open the chat in agent mode and pick the tools of hawkmoth.";
const KEY_INPUT = { type: "promptString", id: "hawkmoth_key", description: "Hawkmoth API key", password: true };
const ASKED_KEY = "${input:hawkmoth_key}";

const vscodeServer = (facts: ConnectionFacts) => ({ type: "http", ...remoteEntry(facts) });

const vscode: McpClient = {
  id: "vscode",
  name: "VS Code",
  group: "Editor",
  ways: [
    {
      via: "http",
      snippets: (facts) => [
        command("code --add-mcp", JSON.stringify({ name: "hawkmoth", ...vscodeServer(facts) })),
        jsonFile(VSCODE_FILE, {
          inputs: [KEY_INPUT],
          servers: { hawkmoth: vscodeServer({ ...facts, key: ASKED_KEY }) },
        }),
      ],
      link: (facts) => vscodeLink(vscodeServer(facts)),
      after: VSCODE_AFTER,
    },
    {
      via: "oauth",
      snippets: (facts) => [
        jsonFile(".vscode/mcp.json", { servers: { hawkmoth: { type: "http", url: endpointOf(facts) } } }),
      ],
      link: (facts) => vscodeLink({ type: "http", url: endpointOf(facts) }),
      after: "VS Code opens the browser for the sign-in when the server starts.",
    },
    {
      via: "stdio",
      snippets: (facts) => [
        jsonFile(VSCODE_FILE, {
          inputs: [KEY_INPUT],
          servers: { hawkmoth: { type: "stdio", ...programEntry({ ...facts, key: ASKED_KEY }) } },
        }),
      ],
      link: (facts) => vscodeLink({ type: "stdio", ...programEntry(facts) }),
      after: VSCODE_AFTER,
    },
  ],
};

function vscodeLink(server: object): string {
  return `vscode:mcp/install?${encodeURIComponent(JSON.stringify({ name: "hawkmoth", ...server }))}`;
}

const WINDSURF_FILE = "~/.codeium/windsurf/mcp_config.json";
const WINDSURF_AFTER = "Press refresh in the MCP panel of Cascade.";

const windsurf: McpClient = {
  id: "windsurf",
  name: "Windsurf",
  group: "Editor",
  ways: [
    {
      via: "http",
      snippets: (facts) => [serversFile(WINDSURF_FILE, { serverUrl: endpointOf(facts), headers: headersOf(facts) })],
      after: WINDSURF_AFTER,
    },
    {
      via: "oauth",
      snippets: (facts) => [serversFile(WINDSURF_FILE, { serverUrl: endpointOf(facts) })],
      after: "Press refresh in the MCP panel of Cascade and sign in.",
    },
    {
      via: "stdio",
      snippets: (facts) => [serversFile(WINDSURF_FILE, programEntry(facts))],
      after: WINDSURF_AFTER,
    },
  ],
};

const ZED_FILE = "~/.config/zed/settings.json";
const zedFile = (entry: unknown) => jsonFile(ZED_FILE, { context_servers: { hawkmoth: entry } });

const zed: McpClient = {
  id: "zed",
  name: "Zed",
  group: "Editor",
  ways: [
    {
      via: "http",
      snippets: (facts) => [zedFile(remoteEntry(facts))],
      after: "The agent panel's settings show a green dot beside hawkmoth.",
    },
    {
      via: "oauth",
      snippets: (facts) => [zedFile({ url: endpointOf(facts) })],
      after: "Zed opens the browser for the sign-in.",
    },
    {
      via: "stdio",
      snippets: (facts) => [zedFile({ source: "custom", ...programEntry(facts) })],
      after: "The agent panel's settings show a green dot beside hawkmoth.",
    },
  ],
};

const JETBRAINS_FORM = "Settings, Tools, AI Assistant, Model Context Protocol, Add, As JSON";
const JUNIE_FILE = "~/.junie/mcp/mcp.json, for Junie";

const jetbrains: McpClient = {
  id: "jetbrains",
  name: "JetBrains",
  group: "Editor",
  ways: [
    {
      via: "http",
      snippets: (facts) => [serversFile(JETBRAINS_FORM, remoteEntry(facts))],
      after: "Apply: the status column shows the server as connected.",
    },
    {
      via: "stdio",
      snippets: (facts) => [
        serversFile(JETBRAINS_FORM, programEntry(facts)),
        serversFile(JUNIE_FILE, programEntry(facts)),
      ],
      after: "Apply: the status column shows the server as connected.",
    },
  ],
};

const CLINE_FILE = "cline_mcp_settings.json (MCP Servers, Configure)";

const cline: McpClient = {
  id: "cline",
  name: "Cline",
  group: "Editor",
  ways: [
    {
      via: "http",
      snippets: (facts) => [
        serversFile(CLINE_FILE, { type: "streamableHttp", ...remoteEntry(facts) }),
        {
          ...command("cline mcp add --yes --transport http hawkmoth", endpointOf(facts), "--header", headerLine(facts)),
          caption: "Terminal, for the Cline CLI",
        },
      ],
      after: "MCP Servers lists hawkmoth with a green dot.",
    },
    {
      via: "stdio",
      snippets: (facts) => [serversFile(CLINE_FILE, programEntry(facts))],
      after: "MCP Servers lists hawkmoth with a green dot.",
    },
  ],
};

/** Editors, and extensions of editors. */
export const EDITOR_CLIENTS: readonly McpClient[] = [cursor, vscode, windsurf, zed, jetbrains, cline];
