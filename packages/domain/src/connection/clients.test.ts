import { execFileSync } from "node:child_process";
import { parse as parseToml } from "smol-toml";
import { describe, expect, test } from "vitest";
import { parse as parseYaml } from "yaml";
import { DEFAULT_CHOICE, type ConnectionFacts, type ConnectionVia } from "./client.ts";
import { MCP_CLIENTS } from "./clients.ts";

const facts: ConnectionFacts = {
  origin: "https://hawk.example",
  key: "hm_key_abc123",
  stdio: { command: "npx", args: ["-y", "@hawkmoth/mcp-server"] },
  choice: DEFAULT_CHOICE,
  bundle_url: "https://hawk.example/hawkmoth.mcpb",
};
const odd: ConnectionFacts = {
  origin: "https://hawk.example",
  key: `it's a "key" with $HOME, \`ticks\` and \\`,
  stdio: { command: "C:\\Program Files\\node.exe", args: ["/srv/my hawk's/hawkmoth-mcp.js"] },
  choice: { toolsets: ["triage", "evidence"], profile: null, is_readonly: true, project: "SHOP" },
  bundle_url: null,
};

function snippetsFor(given: ConnectionFacts) {
  return MCP_CLIENTS.flatMap(({ id, ways }) =>
    ways.flatMap(({ via, snippets }) => snippets(given).map((snippet) => ({ id, via, ...snippet }))),
  );
}

function wayOf(id: string, via: ConnectionVia) {
  const way = MCP_CLIENTS.find((client) => client.id === id)?.ways.find((one) => one.via === via);
  if (!way) throw new Error(`${id} has no way by ${via}`);
  return way;
}

function read(language: string, text: string): unknown {
  if (language === "json") return JSON.parse(text);
  return language === "toml" ? parseToml(text) : parseYaml(text);
}

/** The arguments that a shell makes of a command. */
function words(text: string): string[] {
  const printed = execFileSync("sh", ["-c", `set -- ${text}; printf '%s\\0' "$@"`]).toString();
  return printed.split("\0").slice(0, -1);
}

function file(id: string, via: ConnectionVia, given = facts): unknown {
  const snippet = wayOf(id, via)
    .snippets(given)
    .find(({ kind }) => kind === "file");
  return read(snippet?.language ?? "", snippet?.text ?? "");
}

test("every client that people ask for is in the table", () => {
  expect(MCP_CLIENTS.map(({ id }) => id).join(" ")).toBe(
    "claude-code codex gemini-cli opencode copilot-cli qwen-code amp goose " +
      "cursor vscode windsurf zed jetbrains cline " +
      "claude-desktop claude-ai chatgpt mcp-remote curl",
  );
});

describe.each([
  ["plain values", facts],
  ["quotes, spaces, backslashes and dollars", odd],
] as const)("with %s", (_name, given) => {
  const all = snippetsFor(given);

  test.each(all.filter(({ kind }) => kind === "file"))("the $language of $id by $via can be parsed", (snippet) => {
    const parsed = JSON.stringify(read(snippet.language, snippet.text));
    expect(parsed).toContain("hawkmoth");
    expect(parsed).toContain("https://hawk.example");
  });

  const commands = all.filter(({ kind }) => kind === "command");

  test.each(commands)("a shell takes the command of $id by $via apart", ({ text }) => {
    expect(words(text).join(" ")).toMatch(/hawkmoth|hawk\.example/i);
  });

  test.each(commands.filter(({ via }) => via === "stdio"))(
    "the program of $id stands at the end, whole",
    ({ text }) => {
      const program = [given.stdio.command, ...given.stdio.args];
      expect(words(text).slice(-program.length)).toEqual(program);
    },
  );

  test("header, variable and JSON come out of the shell as they went in", () => {
    const [claude] = wayOf("claude-code", "http").snippets(given);
    expect(words(claude?.text ?? "").at(-1)).toBe(`Authorization: Bearer ${given.key}`);
    const variable = wayOf("codex", "http").snippets(given)[1];
    expect(words(variable?.text ?? "")).toEqual(["export", `HAWKMOTH_API_KEY=${given.key}`]);
    const [code] = wayOf("vscode", "http").snippets(given);
    expect(JSON.parse(words(code?.text ?? "")[2] ?? "")).toMatchObject({
      headers: { Authorization: `Bearer ${given.key}` },
    });
  });

  test("a key stands in some snippet of every way that needs one, and in none of a sign-in", () => {
    for (const { id, ways } of MCP_CLIENTS)
      for (const { via, snippets } of ways) {
        const texts = snippets(given).map(({ kind, language, text }) =>
          kind === "command" ? words(text).join("\n") : kind === "file" ? JSON.stringify(read(language, text)) : text,
        );
        const holds = texts.some(
          (text) => text.includes(given.key) || text.includes(JSON.stringify(given.key).slice(1, -1)),
        );
        const asks = texts.some((text) => text.includes("promptString"));
        expect(holds || asks, `${id} by ${via}`).toBe(via !== "oauth");
      }
  });
});

test("the choice of tools goes into the address, and for stdio into the environment", () => {
  const address = "https://hawk.example/mcp/p/SHOP?toolsets=triage,evidence&readonly=1";
  expect(file("cursor", "http", odd)).toMatchObject({ mcpServers: { hawkmoth: { url: address } } });
  expect(wayOf("claude-ai", "oauth").snippets(odd)[0]?.text).toBe(address);
  expect(file("claude-desktop", "stdio", odd)).toMatchObject({
    mcpServers: {
      hawkmoth: {
        env: {
          HAWKMOTH_MCP_TOOLSETS: "triage,evidence",
          HAWKMOTH_MCP_READONLY: "1",
          HAWKMOTH_MCP_PROJECT: "SHOP",
        },
      },
    },
  });
  expect(file("zed", "http", { ...facts, choice: { ...DEFAULT_CHOICE, profile: "repro" } })).toMatchObject({
    context_servers: { hawkmoth: { url: "https://hawk.example/mcp?profile=repro" } },
  });
});

test("each file has the fields that its client reads", () => {
  const bearer = { Authorization: "Bearer hm_key_abc123" };
  const url = "https://hawk.example/mcp";
  expect(file("codex", "http")).toEqual({
    mcp_servers: { hawkmoth: { url, bearer_token_env_var: "HAWKMOTH_API_KEY" } },
  });
  expect(file("windsurf", "http")).toEqual({ mcpServers: { hawkmoth: { serverUrl: url, headers: bearer } } });
  expect(file("gemini-cli", "http")).toEqual({ mcpServers: { hawkmoth: { httpUrl: url, headers: bearer } } });
  expect(file("opencode", "http")).toMatchObject({ mcp: { hawkmoth: { type: "remote", url, headers: bearer } } });
  expect(file("copilot-cli", "http")).toEqual({
    mcpServers: { hawkmoth: { type: "http", url, headers: bearer, tools: ["*"] } },
  });
  expect(file("cline", "http")).toEqual({ mcpServers: { hawkmoth: { type: "streamableHttp", url, headers: bearer } } });
  expect(file("goose", "http")).toMatchObject({
    extensions: { hawkmoth: { type: "streamable_http", uri: url, headers: bearer, enabled: true } },
  });
  expect(file("goose", "stdio")).toMatchObject({
    extensions: { hawkmoth: { type: "stdio", cmd: "npx", args: facts.stdio.args } },
  });
});

test("VS Code asks for the key, so that its file can be committed", () => {
  expect(file("vscode", "http")).toEqual({
    inputs: [{ type: "promptString", id: "hawkmoth_key", description: "Hawkmoth API key", password: true }],
    servers: {
      hawkmoth: {
        type: "http",
        url: "https://hawk.example/mcp",
        headers: { Authorization: "Bearer ${input:hawkmoth_key}" },
      },
    },
  });
});

test("install links carry the same configuration as the files, whatever the key holds", () => {
  for (const given of [facts, { ...odd, key: "ключ" }]) {
    const headers = { Authorization: `Bearer ${given.key}` };
    const cursor = new URL(wayOf("cursor", "http").link?.(given) ?? "").searchParams.get("config") ?? "";
    expect(JSON.parse(Buffer.from(cursor, "base64").toString())).toMatchObject({ headers });
    const vscode = wayOf("vscode", "http").link?.(given) ?? "";
    expect(JSON.parse(decodeURIComponent(vscode.split("?")[1] ?? ""))).toMatchObject({
      name: "hawkmoth",
      type: "http",
      headers,
    });
    const goose = new URL(wayOf("goose", "http").link?.(given) ?? "").searchParams;
    expect(goose.get("header")).toBe(`Authorization=Bearer ${given.key}`);
  }
});

test("clients on the web have no key at all, only the address and steps", () => {
  for (const id of ["claude-ai", "chatgpt"]) {
    const client = MCP_CLIENTS.find((one) => one.id === id);
    expect(client?.ways.map(({ via }) => via)).toEqual(["oauth"]);
    expect(client?.ways[0]?.steps?.length).toBeGreaterThan(2);
  }
});
