/** How a client says that it reached the server, or, where it asks nobody, that it took the configuration. */
export interface Proof {
  /** Its own listing command. */
  list: string;
  /** What the listing must show. */
  shows: RegExp;
  level: "connected" | "listed" | "asks to sign in";
}

/** A client whose command line is an npm package. */
export interface ClientCase {
  /** Its id in the table of clients. */
  id: string;
  package: string;
  /** The version that was last seen to pass. */
  version: string;
  proof: Proof;
  /** What its listing shows of a server that it has found out how to sign in to. */
  asks?: RegExp;
  /** Where the file snippet belongs, below the home directory. */
  file?: string;
  env?: Readonly<Record<string, string>>;
}

const connected = (list: string, shows: RegExp): Proof => ({ list, shows, level: "connected" });
const listed = (list: string, shows: RegExp): Proof => ({ list, shows, level: "listed" });

/** Clients that can be tried without a window, an account or a model. */
export const CASES: readonly ClientCase[] = [
  {
    id: "claude-code",
    package: "@anthropic-ai/claude-code",
    version: "2.1.329",
    proof: connected("claude mcp list", /hawkmoth: .*✔ Connected/),
    asks: /hawkmoth: .*Needs authentication/,
  },
  {
    id: "codex",
    package: "@openai/codex",
    version: "0.169.0",
    proof: listed("codex mcp get hawkmoth", /enabled: true/),
    file: ".codex/config.toml",
  },
  {
    id: "gemini-cli",
    package: "@google/gemini-cli",
    version: "0.61.0",
    proof: connected("gemini mcp list", /✓ hawkmoth: .*Connected/),
    file: ".gemini/settings.json",
    env: { GEMINI_CLI_TRUST_WORKSPACE: "true" },
  },
  {
    id: "opencode",
    package: "opencode-ai",
    version: "1.18.33",
    proof: connected("opencode mcp list", /✓ hawkmoth .*connected/),
    asks: /hawkmoth .*needs authentication/,
    file: ".config/opencode/opencode.json",
  },
  {
    id: "copilot-cli",
    package: "@github/copilot",
    version: "1.0.102",
    proof: listed("copilot mcp get hawkmoth", /Status: Enabled/),
    file: ".copilot/mcp-config.json",
  },
  {
    id: "qwen-code",
    package: "@qwen-code/qwen-code",
    version: "0.24.4",
    proof: connected("qwen mcp list", /✓ hawkmoth: .*Connected/),
    file: ".qwen/settings.json",
  },
  {
    id: "cline",
    package: "cline",
    version: "3.0.65",
    proof: listed("cat ~/.cline/data/settings/cline_mcp_settings.json", /"hawkmoth"[^}]*"streamableHttp"/s),
  },
  {
    id: "amp",
    package: "@sourcegraph/amp",
    version: "0.0.1790142911-g7618fb",
    proof: listed("amp mcp list", /hawkmoth\s+(url|command)/),
  },
  {
    id: "mcp-remote",
    package: "mcp-remote",
    version: "0.15.1",
    proof: connected("", /Connected successfully!/),
  },
];
