import type { Operation } from "@hawkmoth/api/operation";
import { operations, pathParameters } from "@hawkmoth/api/operations";
import type { TestServer } from "./server.ts";

export interface Answer {
  status: number;
  /** Parsed JSON, without the request id that differs between any two answers. */
  body: unknown;
}

export function operationAt(path: string): Operation {
  const found = operations.find((operation) => operation.path === path);
  if (!found) throw new Error(`no operation ${path}`);
  return found;
}

function withoutRequestId(body: unknown): unknown {
  return JSON.parse(
    JSON.stringify(body, (name, value: unknown) => (name === "request_id" ? undefined : value)) ?? "null",
  );
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** Calls an operation over REST as a client would: path parameters, then query or JSON body. */
export async function callOperation(
  { app }: TestServer,
  operation: Operation,
  call: { input?: Record<string, unknown>; headers?: Record<string, string> },
): Promise<Answer> {
  const rest = { ...call.input };
  const { method } = operation.rest;
  let path = operation.rest.path.toString();
  for (const name of pathParameters(path)) {
    path = path.replace(`{${name}}`, encodeURIComponent(textOf(rest[name] ?? "missing")));
    delete rest[name];
  }
  const isInQuery = method === "GET" || method === "DELETE";
  const query = new URLSearchParams(
    Object.entries(rest).map(([name, value]): [string, string] => [name, textOf(value)]),
  );
  const response = await app.request(`/api/v1${path}${isInQuery && query.size > 0 ? `?${query.toString()}` : ""}`, {
    method,
    headers: { ...call.headers, ...(isInQuery ? {} : { "content-type": "application/json" }) },
    ...(isInQuery ? {} : { body: JSON.stringify(rest) }),
  });
  const text = await response.text();
  const body: unknown = response.headers.get("content-type")?.includes("json") ? JSON.parse(text) : text;
  return { status: response.status, body: withoutRequestId(body) };
}
