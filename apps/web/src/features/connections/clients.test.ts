import { expect, test } from "vitest";
import { type ConnectionFacts, MCP_CLIENTS } from "./clients.ts";

const facts: ConnectionFacts = {
  origin: "https://hawk.example",
  key: "hm_key_abc123",
  stdio: { command: "node", args: ["/srv/hawkmoth/apps/mcp/dist/hawkmoth-mcp.js"] },
};
const all = MCP_CLIENTS.flatMap((client) =>
  client.snippets(facts).map((snippet) => ({ client: client.id, ...snippet })),
);

/** Reads the few forms of TOML that a snippet uses: one table, strings, and inline tables of strings. */
function parseToml(text: string): Record<string, unknown> {
  const [head = "", ...lines] = text.split("\n");
  const table = /^\[([\w.]+)\]$/.exec(head)?.[1] ?? "";
  const entries = lines.map((line): [string, unknown] => {
    const [, key = "", value = ""] = /^(\w+) = (.+)$/.exec(line) ?? [];
    return [key, JSON.parse(value.startsWith("{") ? value.replaceAll(" = ", ": ") : value)];
  });
  return { [table]: Object.fromEntries(entries) };
}

test("every client that people asked for is in the table", () => {
  expect(MCP_CLIENTS.map((client) => client.id)).toEqual([
    "claude-code",
    "claude-desktop",
    "cursor",
    "vscode",
    "codex",
  ]);
});

test.each(all)("the snippet of $client holds the real address and the key", ({ text }) => {
  expect(text).toContain("https://hawk.example");
  expect(text).toContain("hm_key_abc123");
});

test.each(all.filter((snippet) => snippet.language === "json"))(
  "the file of $client is JSON with one server",
  ({ text }) => {
    const parsed: Record<string, Record<string, unknown>> = JSON.parse(text);
    const servers = parsed.mcpServers ?? parsed.servers;
    expect(Object.keys(servers ?? {})).toEqual(["hawkmoth"]);
  },
);

test("the file of Codex is TOML that sends the key in a header", () => {
  const toml = all.find((snippet) => snippet.client === "codex")?.text ?? "";
  expect(parseToml(toml)).toEqual({
    "mcp_servers.hawkmoth": {
      url: "https://hawk.example/mcp",
      http_headers: { Authorization: "Bearer hm_key_abc123" },
    },
  });
});

test("the stdio client gets the program and its two settings", () => {
  const desktop = all.find((snippet) => snippet.client === "claude-desktop")?.text ?? "";
  expect(JSON.parse(desktop).mcpServers.hawkmoth).toEqual({
    ...facts.stdio,
    env: { HAWKMOTH_URL: "https://hawk.example", HAWKMOTH_API_KEY: "hm_key_abc123" },
  });
});

test("install links carry the same configuration as the file", () => {
  const links = Object.fromEntries(MCP_CLIENTS.map((client) => [client.id, client.installLink?.(facts)]));
  const cursor = new URL(links.cursor ?? "").searchParams.get("config") ?? "";
  expect(JSON.parse(atob(cursor))).toEqual({
    url: "https://hawk.example/mcp",
    headers: { Authorization: "Bearer hm_key_abc123" },
  });
  const vscode = decodeURIComponent((links.vscode ?? "").split("?")[1] ?? "");
  expect(JSON.parse(vscode)).toMatchObject({ name: "hawkmoth", type: "http", url: "https://hawk.example/mcp" });
});
