import type { ToolResult } from "./content.ts";
import type { Connection, ToolCall } from "./host.ts";
import type { Json } from "./json-schema.ts";
import type { TrustLabel } from "./trust.ts";

/** A tool as tools/list sends it. */
export type WireTool = {
  name: string;
  description: string;
  inputSchema: { type: "object"; properties?: { [name: string]: Json }; required?: string[] };
};

/** Marks results and contents that hold text from outside. */
export type TrustMeta = {
  "io.hawkmoth/trust": TrustLabel;
};

/** A resource as resources/list sends it. */
export type ListedResource = {
  uri: string;
  name: string;
  title: string;
  description?: string;
  mimeType: string;
  annotations?: { lastModified: string };
};

/** One page of resources/list. */
export type ResourcePage = {
  resources: ListedResource[];
  nextCursor?: string;
  _meta?: TrustMeta;
};

/** A resource template as resources/templates/list sends it. */
export type ListedTemplate = {
  uriTemplate: string;
  name: string;
  title: string;
  description: string;
  mimeType: string;
};

/** How long and by whom an answer may be kept; clients of the older protocols never see it. */
export interface CacheHint {
  ttlMs: number;
  cacheScope: "public" | "private";
}

/** What a resource holds: text, or base64 under `blob`. */
export type ResourceContents = { uri: string; mimeType: string; _meta?: Record<string, unknown> } & (
  | { text: string }
  | { blob: string }
);

/** An answer to resources/read. */
export interface ReadResource extends Partial<CacheHint> {
  contents: ResourceContents[];
}

/** An argument of a prompt; all of them are texts. */
export type PromptArgument = {
  name: string;
  description: string;
  required: boolean;
};

/** A prompt as prompts/list sends it. */
export type ListedPrompt = {
  name: string;
  title: string;
  description: string;
  arguments: PromptArgument[];
};

/** An answer to prompts/get. */
export type Prompt = {
  description: string;
  messages: { role: "user"; content: { type: "text"; text: string } }[];
  _meta?: TrustMeta;
};

/** What a person is typing into an argument of a prompt or of a resource template. */
export interface CompletionWish {
  ref: { type: "ref/prompt"; name: string } | { type: "ref/resource"; uri: string };
  argument: { name: string; value: string };
  /** Arguments that were settled before. */
  settled: Readonly<Record<string, string>>;
}

/** An answer to completion/complete: at most 100 values. */
export type Completion = {
  values: string[];
  total?: number;
  hasMore: boolean;
};

/** Something the client has to do before a call can go on (2026-07-28, multi-round-trip requests). */
export type InputRequest = {
  method: "elicitation/create";
  params: { mode: "form"; message: string; requestedSchema: { type: "object"; properties: Record<string, never> } };
};

/** A call that waits for its client: sent again with the answers and the state it goes on. */
export type InputRequired = {
  resultType: "input_required";
  inputRequests: Record<string, InputRequest>;
  /** Comes back through the client, so it is nothing to rely on unless it proves itself. */
  requestState?: string;
};

/** What the client of a call answered so far; only clients that can be asked have one. */
export interface Asking {
  responses: Readonly<Record<string, unknown>>;
  state: string | null;
}

/** Everything that a server of either era offers, without knowing any protocol version. */
export interface Surface {
  version: string;
  /** @throws AppError when the API refuses the credential. */
  list: (connection: Connection) => Promise<WireTool[]>;
  /** Runs a tool; asks the client first where the tool needs a person's consent. Every failure is a result. */
  callWithConsent: (
    connection: Connection,
    call: ToolCall,
    asking: Asking | null,
  ) => Promise<ToolResult | InputRequired>;
  resources: {
    /** @throws INVALID_INPUT for a cursor that is none of ours. */
    list: (connection: Connection, cursor: string | null) => Promise<ResourcePage>;
    templates: () => readonly ListedTemplate[];
    /** @throws NOT_FOUND for what does not exist or is not visible to the caller. */
    read: (connection: Connection, uri: string) => Promise<ReadResource>;
  };
  prompts: {
    list: () => readonly ListedPrompt[];
    /** @throws INVALID_INPUT for an unknown prompt or a missing argument; NOT_FOUND for a bug or project. */
    get: (connection: Connection, name: string, args: Readonly<Record<string, string>>) => Promise<Prompt>;
  };
  /** @throws INVALID_INPUT for a prompt or a template that does not exist. */
  complete: (connection: Connection, wish: CompletionWish) => Promise<Completion>;
}
