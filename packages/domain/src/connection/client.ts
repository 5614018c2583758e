/** Which tools a connection asks for; the server reads the same wish from an address and from the environment. */
export interface ToolChoice {
  /** Null means the default sets. */
  toolsets: readonly string[] | null;
  /** The exact list of another tracker's server. */
  profile: string | null;
  is_readonly: boolean;
  /** Key of the only project the connection is about. */
  project: string | null;
}

/** What a connection asks for that asks for nothing. */
export const DEFAULT_CHOICE: ToolChoice = { toolsets: null, profile: null, is_readonly: false, project: null };

/** What a snippet needs to know. */
export interface ConnectionFacts {
  /** Public origin of this installation, without a slash at the end. */
  origin: string;
  /** The key just made, or a stand-in to replace. */
  key: string;
  /** Program of the stdio server: its file on this machine, or its package. */
  stdio: { command: string; args: readonly string[] };
  choice: ToolChoice;
  /** Address of the bundle for desktop apps; null when this installation has none. */
  bundle_url: string | null;
}

/** How a client reaches the server: HTTP with a key, HTTP with a sign-in, a program it starts, or a bundle it installs. */
export type ConnectionVia = "http" | "oauth" | "stdio" | "bundle";

/** A text to paste, and where. */
export interface Snippet {
  kind: "file" | "command" | "value";
  /** The file, the terminal, or the field of a form. */
  caption: string;
  language: "json" | "toml" | "yaml" | "shell" | "text";
  text: string;
}

/** One way to connect a client. */
export interface ConnectionWay {
  via: ConnectionVia;
  snippets: (facts: ConnectionFacts) => Snippet[];
  /** A link that the program itself opens to add the server. */
  link?: (facts: ConnectionFacts) => string;
  /** What to do by hand, in order. */
  steps?: readonly string[];
  /** How to see that it worked. */
  after: string;
}

/** A program that speaks MCP, with every way to connect it. */
export interface McpClient {
  /** Lower case, as in addresses and tests. */
  id: string;
  name: string;
  group: "Terminal" | "Editor" | "Chat app" | "Anything else";
  ways: readonly ConnectionWay[];
}

/** Address of the endpoint for this choice of tools. */
export function endpointOf({ origin, choice }: ConnectionFacts): string {
  const path = choice.project === null ? "/mcp" : `/mcp/p/${encodeURIComponent(choice.project)}`;
  const wishes = [
    choice.profile === null ? "" : `profile=${encodeURIComponent(choice.profile)}`,
    choice.toolsets === null ? "" : `toolsets=${choice.toolsets.map(encodeURIComponent).join(",")}`,
    choice.is_readonly ? "readonly=1" : "",
  ].filter((wish) => wish !== "");
  return `${origin}${path}${wishes.length > 0 ? `?${wishes.join("&")}` : ""}`;
}

/** The header that carries the key. */
export function bearerOf({ key }: ConnectionFacts): string {
  return `Bearer ${key}`;
}

/** The environment of the stdio server for this choice of tools. */
export function environmentOf({ origin, key, choice }: ConnectionFacts): Record<string, string> {
  return {
    HAWKMOTH_URL: origin,
    HAWKMOTH_API_KEY: key,
    ...(choice.profile === null ? {} : { HAWKMOTH_MCP_PROFILE: choice.profile }),
    ...(choice.toolsets === null ? {} : { HAWKMOTH_MCP_TOOLSETS: choice.toolsets.join(",") }),
    ...(choice.is_readonly ? { HAWKMOTH_MCP_READONLY: "1" } : {}),
    ...(choice.project === null ? {} : { HAWKMOTH_MCP_PROJECT: choice.project }),
  };
}
