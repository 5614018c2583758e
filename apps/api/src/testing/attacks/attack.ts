/** Everything an attacker could have got hold of, and what is out of reach. */
export interface Ground {
  /** A key of the owner with every scope. */
  key: string;
  /** A key that may read bugs of one project and nothing else. */
  reader: string;
  publishable: string;
  revoked: string;
  expired: string;
  /** Key of an agent that was disabled since. */
  disabled: string;
  /** Value of the owner's session cookie. */
  session: string;
  bug: string;
  label: string;
  project: string;
  other_project: string;
  /** Things of a workspace that the keys have no part in. */
  foreign: { bug: string; project: string; workspace: string; label: string };
}

/** One HTTP request as it is put on the wire. */
export interface Shot {
  method?: string;
  path?: string;
  headers?: Record<string, string | string[]>;
  /** A text is sent as it stands, anything else as JSON. */
  body?: unknown;
  is_chunked?: boolean;
  /** Raw bytes of the whole request, for what an HTTP client would refuse to send. */
  raw?: string;
}

/** One attack: what is sent and how it has to end. */
export interface Attack {
  name: string;
  shot: (ground: Ground) => Shot | Shot[];
  /** Status of the last answer. */
  status: number;
  /** Code that the last answer has to name, of the catalogue or of JSON-RPC. */
  code?: string | number;
}

export const JSON_TYPE = { "content-type": "application/json", accept: "application/json, text/event-stream" };

/** Headers of a caller with a good key. */
export function by(key: string, more: Record<string, string> = {}): Record<string, string> {
  return { ...JSON_TYPE, authorization: `Bearer ${key}`, ...more };
}

export const LIST = { jsonrpc: "2.0", id: 1, method: "tools/list" };

/** A tools/call as a body. */
export function call(name: string, args: Record<string, unknown> = {}): Record<string, unknown> {
  return { jsonrpc: "2.0", id: 1, method: "tools/call", params: { name, arguments: args } };
}

/** Any other JSON-RPC request as a body. */
export function rpc(method: string, params: Record<string, unknown>): Record<string, unknown> {
  return { jsonrpc: "2.0", id: 1, method, params };
}

export const META = {
  "io.modelcontextprotocol/protocolVersion": "2026-07-28",
  "io.modelcontextprotocol/clientInfo": { name: "attacker", version: "1" },
  "io.modelcontextprotocol/clientCapabilities": {},
};
