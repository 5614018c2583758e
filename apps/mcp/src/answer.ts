import type { ServerResponse } from "node:http";

/** An answer before any JSON-RPC message could be read: HTTP status and the reason in JSON-RPC's form. */
export interface Refusal {
  status: number;
  message: string;
  code?: number;
  headers?: Record<string, string>;
  data?: unknown;
}

/** Sends a refusal. The id is null because the request was not looked at. */
export function refuse(response: ServerResponse, refusal: Refusal): void {
  const { status, message, code = -32_000, headers = {}, data } = refusal;
  const error = { code, message, ...(data === undefined ? {} : { data }) };
  response.writeHead(status, { "content-type": "application/json", "cache-control": "no-store", ...headers });
  response.end(JSON.stringify({ jsonrpc: "2.0", error, id: null }));
}
