import { Client as ModernClient, StreamableHTTPClientTransport as ModernHttp } from "@modelcontextprotocol/client";
import { StdioClientTransport as ModernStdio } from "@modelcontextprotocol/client/stdio";
import { Client as LegacyClient } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport as LegacyStdio } from "@modelcontextprotocol/sdk/client/stdio.js";
import { StreamableHTTPClientTransport as LegacyHttp } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { ElicitRequestSchema } from "@modelcontextprotocol/sdk/types.js";

/** What the person behind a client answers when asked. */
export type PersonsAnswer = "accept" | "decline";

/** Where both servers are. */
export interface Servers {
  /** Origin of the HTTP server. */
  origin: string;
  /** The bundled file of the stdio server, and its environment. */
  bundle: string;
  env: Record<string, string>;
}

/** Which tools a client asks for; the query over HTTP, the flag over stdio. */
const TOOLSETS = "default,labels";

/** A client of either SDK, as far as the matrix looks at it. */
export interface AnyClient {
  listTools: () => Promise<{ tools: unknown[] }>;
  callTool: (call: { name: string; arguments: Record<string, unknown> }) => Promise<Record<string, unknown>>;
  listResources: (params?: { cursor: string }) => Promise<{ resources: { uri: string }[] }>;
  listResourceTemplates: () => Promise<{ resourceTemplates: { uriTemplate: string }[] }>;
  readResource: (params: { uri: string }) => Promise<{ contents: unknown[] }>;
  listPrompts: () => Promise<{ prompts: { name: string }[] }>;
  getPrompt: (params: { name: string; arguments: Record<string, string> }) => Promise<{ messages: unknown[] }>;
  complete: (params: {
    ref: { type: "ref/prompt"; name: string };
    argument: { name: string; value: string };
  }) => Promise<{ completion: { values: string[] } }>;
  close: () => Promise<void>;
}

type Connect = (servers: Servers, person: PersonsAnswer) => Promise<AnyClient>;

/** One row of the matrix. */
export interface ClientKind {
  name: string;
  /** True when its user can be asked: by a session, or by an answer that requires input. */
  can_be_asked: boolean;
  connect: Connect;
}

const INFO = { name: "matrix", version: "1.0" };
const CAPABILITIES = { capabilities: { elicitation: { form: {} } } };

function legacy(person: PersonsAnswer): LegacyClient {
  const client = new LegacyClient(INFO, CAPABILITIES);
  client.setRequestHandler(ElicitRequestSchema, () => ({ action: person, content: {} }));
  return client;
}

type Mode = "legacy" | "auto" | { pin: string };

function modern(person: PersonsAnswer, mode: Mode): ModernClient {
  const client = new ModernClient(INFO, { ...CAPABILITIES, versionNegotiation: { mode } });
  client.setRequestHandler("elicitation/create", () => ({ action: person, content: {} }));
  return client;
}

function http({ origin }: Servers): [URL, { requestInit: RequestInit }] {
  const headers = { authorization: "Bearer hm_key_mara" };
  return [new URL(`${origin}/mcp?toolsets=${TOOLSETS}`), { requestInit: { headers } }];
}

function stdio({ bundle, env }: Servers) {
  return { command: process.execPath, args: [bundle, `--toolsets=${TOOLSETS}`], env };
}

const MODES: readonly [name: string, mode: Mode][] = [
  ["SDK v2, legacy", "legacy"],
  ["SDK v2, auto", "auto"],
  ["SDK v2, pinned", { pin: "2026-07-28" }],
];

/** Every client that is served: both SDKs, each way to agree on a protocol, both transports. */
export const CLIENTS: readonly ClientKind[] = [
  {
    name: "SDK v1 over HTTP",
    can_be_asked: false,
    connect: async (servers, person) => {
      const client = legacy(person);
      await client.connect(new LegacyHttp(...http(servers)));
      return client;
    },
  },
  {
    name: "SDK v1 over stdio",
    can_be_asked: true,
    connect: async (servers, person) => {
      const client = legacy(person);
      await client.connect(new LegacyStdio(stdio(servers)));
      return client;
    },
  },
  ...MODES.map(([name, mode]) => ({
    name: `${name} over HTTP`,
    can_be_asked: mode !== "legacy",
    connect: async (servers: Servers, person: PersonsAnswer) => {
      const client = modern(person, mode);
      await client.connect(new ModernHttp(...http(servers)));
      return client;
    },
  })),
  ...MODES.map(([name, mode]) => ({
    name: `${name} over stdio`,
    can_be_asked: true,
    connect: async (servers: Servers, person: PersonsAnswer) => {
      const client = modern(person, mode);
      await client.connect(new ModernStdio(stdio(servers)));
      return client;
    },
  })),
];
