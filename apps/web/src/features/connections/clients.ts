/** What a snippet needs to know. `key` is the token just made, or a stand-in to replace. */
export interface ConnectionFacts {
  /** Public origin of this Hawkmoth. */
  origin: string;
  key: string;
  /** Program of the stdio server: its file on this machine, or its package. */
  stdio: { command: string; args: string[] };
}

interface Snippet {
  /** Where the text goes: a file, or the terminal. */
  caption: string;
  language: "json" | "toml" | "shell";
  text: string;
}

export interface McpClient {
  id: "claude-code" | "claude-desktop" | "cursor" | "vscode" | "codex";
  name: string;
  transport: "HTTP" | "stdio";
  snippets: (facts: ConnectionFacts) => Snippet[];
  /** A link that the program itself opens to add the server. */
  installLink?: (facts: ConnectionFacts) => string;
  /** What to do after pasting. */
  afterwards: string;
}

const json = (value: unknown) => JSON.stringify(value, null, 2);
const endpointOf = (facts: ConnectionFacts) => `${facts.origin}/mcp`;
const headersOf = (facts: ConnectionFacts) => ({ Authorization: `Bearer ${facts.key}` });
const envOf = (facts: ConnectionFacts) => ({ HAWKMOTH_URL: facts.origin, HAWKMOTH_API_KEY: facts.key });

/** The one table of clients: the connections page, its snippets and its tests are drawn from it. */
export const MCP_CLIENTS: readonly McpClient[] = [
  {
    id: "claude-code",
    name: "Claude Code",
    transport: "HTTP",
    snippets: (facts) => [
      {
        caption: "Terminal",
        language: "shell",
        text: `claude mcp add --transport http hawkmoth ${endpointOf(facts)} --header "Authorization: Bearer ${facts.key}"`,
      },
    ],
    afterwards: "Start claude and type /mcp to see the tools.",
  },
  {
    id: "claude-desktop",
    name: "Claude Desktop",
    transport: "stdio",
    snippets: (facts) => [
      {
        caption: "claude_desktop_config.json (Settings, Developer, Edit config)",
        language: "json",
        text: json({ mcpServers: { hawkmoth: { ...facts.stdio, env: envOf(facts) } } }),
      },
    ],
    afterwards: "Restart Claude Desktop.",
  },
  {
    id: "cursor",
    name: "Cursor",
    transport: "HTTP",
    snippets: (facts) => [
      {
        caption: "~/.cursor/mcp.json, or .cursor/mcp.json in a project",
        language: "json",
        text: json({ mcpServers: { hawkmoth: { url: endpointOf(facts), headers: headersOf(facts) } } }),
      },
    ],
    installLink: (facts) => {
      const config = btoa(JSON.stringify({ url: endpointOf(facts), headers: headersOf(facts) }));
      return `cursor://anysphere.cursor-deeplink/mcp/install?name=hawkmoth&config=${encodeURIComponent(config)}`;
    },
    afterwards: "Cursor lists the tools under Settings, MCP.",
  },
  {
    id: "vscode",
    name: "VS Code",
    transport: "HTTP",
    snippets: (facts) => [
      {
        caption: ".vscode/mcp.json",
        language: "json",
        text: json({ servers: { hawkmoth: { type: "http", url: endpointOf(facts), headers: headersOf(facts) } } }),
      },
    ],
    installLink: (facts) => {
      const config = { name: "hawkmoth", type: "http", url: endpointOf(facts), headers: headersOf(facts) };
      return `vscode:mcp/install?${encodeURIComponent(JSON.stringify(config))}`;
    },
    afterwards: "Open the chat in agent mode and pick the tools.",
  },
  {
    id: "codex",
    name: "Codex",
    transport: "HTTP",
    snippets: (facts) => [
      {
        caption: "~/.codex/config.toml",
        language: "toml",
        text: [
          "[mcp_servers.hawkmoth]",
          `url = ${JSON.stringify(endpointOf(facts))}`,
          `http_headers = { "Authorization" = ${JSON.stringify(headersOf(facts).Authorization)} }`,
        ].join("\n"),
      },
    ],
    afterwards: "Start codex and type /mcp to see the tools.",
  },
];
