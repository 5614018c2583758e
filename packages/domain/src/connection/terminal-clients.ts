import { bearerOf, endpointOf, environmentOf, type ConnectionFacts, type McpClient } from "./client.ts";
import {
  command,
  environmentFlags,
  headerLine,
  headersOf,
  jsonFile,
  programArgs,
  programEntry,
  remoteEntry,
  serversFile,
} from "./snippet.ts";
import { shellLine } from "./shell-quote.ts";

const KEY_VARIABLE = "HAWKMOTH_API_KEY";

/** Some commands take a header as NAME=value. */
const headerPair = (facts: ConnectionFacts) => `Authorization=${bearerOf(facts)}`;

const claudeCode: McpClient = {
  id: "claude-code",
  name: "Claude Code",
  group: "Terminal",
  ways: [
    {
      via: "http",
      snippets: (facts) => [
        command("claude mcp add --transport http hawkmoth", endpointOf(facts), "--header", headerLine(facts)),
      ],
      after: "Start claude and type /mcp: hawkmoth is connected.",
    },
    {
      via: "oauth",
      snippets: (facts) => [command("claude mcp add --transport http hawkmoth", endpointOf(facts))],
      after: "Start claude, type /mcp, choose hawkmoth and sign in.",
    },
    {
      via: "stdio",
      snippets: (facts) => [
        command("claude mcp add hawkmoth", ...environmentFlags("--env", facts), ...programArgs(facts)),
      ],
      after: "Start claude and type /mcp: hawkmoth is connected.",
    },
  ],
};

const toml = JSON.stringify;

const codex: McpClient = {
  id: "codex",
  name: "Codex",
  group: "Terminal",
  ways: [
    {
      via: "http",
      snippets: (facts) => [
        {
          kind: "file",
          caption: "~/.codex/config.toml",
          language: "toml",
          text: `[mcp_servers.hawkmoth]\nurl = ${toml(endpointOf(facts))}\nbearer_token_env_var = ${toml(KEY_VARIABLE)}`,
        },
        {
          kind: "command",
          caption: "Terminal, and in your shell's profile",
          language: "shell",
          text: `export ${shellLine(`${KEY_VARIABLE}=${facts.key}`)}`,
        },
        {
          ...command("codex mcp add hawkmoth --url", endpointOf(facts), "--bearer-token-env-var", KEY_VARIABLE),
          caption: "Terminal, instead of editing the file",
        },
      ],
      after: "Start codex where the variable is set and type /mcp.",
    },
    {
      via: "oauth",
      snippets: (facts) => [
        command("codex mcp add hawkmoth --url", endpointOf(facts)),
        command("codex mcp login hawkmoth"),
      ],
      after: "The browser opens for the sign-in; then start codex and type /mcp.",
    },
    {
      via: "stdio",
      snippets: (facts) => [
        command("codex mcp add hawkmoth", ...environmentFlags("--env", facts), ...programArgs(facts)),
      ],
      after: "Start codex and type /mcp.",
    },
  ],
};

/** Gemini CLI and its descendant Qwen Code share their commands. */
function geminiLike(id: string, name: string, program: string): McpClient {
  const add = `${program} mcp add --scope user --transport http hawkmoth`;
  return {
    id,
    name,
    group: "Terminal",
    ways: [
      {
        via: "http",
        snippets: (facts) => [
          command(add, endpointOf(facts), "--header", headerLine(facts)),
          serversFile(`~/.${program}/settings.json, instead`, {
            httpUrl: endpointOf(facts),
            headers: headersOf(facts),
          }),
        ],
        after: `Start ${program} in a folder you trust and type /mcp.`,
      },
      {
        via: "oauth",
        snippets: (facts) => [command(add, endpointOf(facts))],
        after: `Start ${program} and type /mcp auth hawkmoth to sign in.`,
      },
      {
        via: "stdio",
        snippets: (facts) => [serversFile(`~/.${program}/settings.json`, programEntry(facts))],
        after: `Start ${program} in a folder you trust and type /mcp.`,
      },
    ],
  };
}

const OPENCODE_FILE = "~/.config/opencode/opencode.json, or opencode.json in a project";
const opencodeFile = (entry: unknown) =>
  jsonFile(OPENCODE_FILE, { $schema: "https://opencode.ai/config.json", mcp: { hawkmoth: entry } });

const opencode: McpClient = {
  id: "opencode",
  name: "opencode",
  group: "Terminal",
  ways: [
    {
      via: "http",
      snippets: (facts) => [
        command("opencode mcp add hawkmoth --url", endpointOf(facts), "--header", headerPair(facts)),
        opencodeFile({ type: "remote", ...remoteEntry(facts), enabled: true }),
      ],
      after: "opencode mcp list shows hawkmoth as connected.",
    },
    {
      via: "oauth",
      snippets: (facts) => [
        command("opencode mcp add hawkmoth --url", endpointOf(facts)),
        command("opencode mcp auth hawkmoth"),
      ],
      after: "The browser opens for the sign-in; then opencode mcp list shows hawkmoth as connected.",
    },
    {
      via: "stdio",
      snippets: (facts) => [
        opencodeFile({
          type: "local",
          command: [facts.stdio.command, ...facts.stdio.args],
          environment: environmentOf(facts),
          enabled: true,
        }),
      ],
      after: "opencode mcp list shows hawkmoth as connected.",
    },
  ],
};

const copilot: McpClient = {
  id: "copilot-cli",
  name: "Copilot CLI",
  group: "Terminal",
  ways: [
    {
      via: "http",
      snippets: (facts) => [
        command("copilot mcp add --transport http hawkmoth", endpointOf(facts), "--header", headerLine(facts)),
        serversFile("~/.copilot/mcp-config.json, instead", { type: "http", ...remoteEntry(facts), tools: ["*"] }),
      ],
      after: "Start copilot and type /mcp show.",
    },
    {
      via: "oauth",
      snippets: (facts) => [command("copilot mcp add --transport http hawkmoth", endpointOf(facts))],
      after: "Start copilot: it asks you to sign in to hawkmoth.",
    },
    {
      via: "stdio",
      snippets: (facts) => [
        command("copilot mcp add hawkmoth", ...environmentFlags("--env", facts), ...programArgs(facts)),
      ],
      after: "Start copilot and type /mcp show.",
    },
  ],
};

const amp: McpClient = {
  id: "amp",
  name: "Amp",
  group: "Terminal",
  ways: [
    {
      via: "http",
      snippets: (facts) => [command("amp mcp add hawkmoth --header", headerPair(facts), endpointOf(facts))],
      after: "amp mcp doctor shows hawkmoth as connected.",
    },
    {
      via: "stdio",
      snippets: (facts) => [
        command("amp mcp add hawkmoth", ...environmentFlags("--env", facts), ...programArgs(facts)),
      ],
      after: "amp mcp doctor shows hawkmoth as connected.",
    },
  ],
};

/** Agents that run in a terminal and have a command to add a server. */
export const TERMINAL_CLIENTS: readonly McpClient[] = [
  claudeCode,
  codex,
  geminiLike("gemini-cli", "Gemini CLI", "gemini"),
  opencode,
  copilot,
  geminiLike("qwen-code", "Qwen Code", "qwen"),
  amp,
];
