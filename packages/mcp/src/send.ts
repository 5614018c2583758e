import { AppError, type ErrorBody } from "@hawkmoth/domain/errors";
import { readApiError } from "./errors.ts";
import { idempotencyKey } from "./idempotency.ts";
import type { Tool } from "./registry.ts";
import { DEFAULT_ROWS } from "./tool-schemas.ts";

const TIMEOUT_MS = 60_000;
const MAX_ANSWER_BYTES = 32 * 1024 * 1024;
/** Servers refuse a request line that is longer than a few thousand characters, without saying why. */
const MAX_QUERY_CHARACTERS = 8000;
const MAX_SEGMENT_CHARACTERS = 200;

/** Where the REST API answers, and how to reach it. */
export interface ApiTarget {
  /** Scheme, host and port, without a path. */
  origin: string;
  /** Proves to the API that its own MCP server reports a call; a program on somebody's machine has none. */
  secret?: string | null;
  /** The part of fetch that it takes. */
  fetch: (url: string, request: ApiRequest) => Promise<ApiResponse>;
}

/** A request to the API; a redirect has to fail, since it would take the credential elsewhere. */
export interface ApiRequest {
  method: string;
  headers: Record<string, string>;
  body: string | null;
  redirect: "error";
  signal: AbortSignal;
}

/** What is read of an answer of the API. */
export type ApiResponse = Pick<Response, "ok" | "status" | "text" | "arrayBuffer"> & { headers: Pick<Headers, "get"> };

/** Who calls: everything REST needs to judge, limit and record the call as if it had come there directly. */
export interface Caller {
  credential: string;
  /** Name and version of the MCP client, as far as it told. */
  client: string | null;
  /** Address of the caller, when it came over HTTP. */
  ip: string | null;
  /** Id or key of the only project the connection is about; the API sees no other for its requests. */
  project?: string | null;
  /** True when the connection wants texts of unknown reporters hidden. */
  is_lockdown?: boolean;
}

/** A tool call whose arguments were checked. */
export interface OutgoingCall {
  tool: Tool;
  args: Readonly<Record<string, unknown>>;
  caller: Caller;
  signal?: AbortSignal | undefined;
  /** True for a second request of one call, which counts and is audited once, by its first. */
  is_more?: boolean;
}

/** What REST answered. */
export type ApiAnswer = { ok: true; value: unknown } | { ok: false; error: ErrorBody; retry_after_s?: number };

/**
 * Sends a tool call as exactly one REST request under the caller's own credential. A failure of the API is an answer.
 * @throws INVALID_INPUT when an argument can't stand in a path, a query or a header.
 */
export async function sendCall(api: ApiTarget, call: OutgoingCall): Promise<ApiAnswer> {
  const { tool, caller } = call;
  const { method } = tool.operation;
  const { path, rest } = fillPath(tool.operation.route, argumentsForApi(call));
  const isBody = method !== "GET" && method !== "DELETE";
  const url = `${api.origin}/api/v1${path}${isBody ? "" : queryText(rest)}`;
  const key = idempotencyKey({ tool, args: call.args, credential: caller.credential, now_ms: Date.now() });
  const headers: Record<string, string> = {
    ...callerHeaders(caller),
    ...(call.is_more ? {} : { "x-hawkmoth-tool": tool.name }),
    ...(isBody ? { "content-type": "application/json" } : {}),
    ...(key === null ? {} : { "idempotency-key": key }),
  };
  return await request(api, url, { method, headers, body: isBody ? JSON.stringify(rest) : null, signal: call.signal });
}

/** Reads one path of the API for the server's own needs, such as `/me`, under the caller's credential. */
export async function readApi(api: ApiTarget, path: string, caller: Caller): Promise<ApiAnswer> {
  return await request(api, `${api.origin}/api/v1${path}`, {
    method: "GET",
    headers: callerHeaders(caller),
    body: null,
  });
}

/**
 * Reads a file behind the API under the caller's credential; its size has to be known to be small.
 * @throws NOT_FOUND when the API gives none.
 */
export async function readFile(api: ApiTarget, path: string, caller: Caller): Promise<Buffer> {
  const response = await api.fetch(`${api.origin}/api/v1${path}`, {
    method: "GET",
    headers: { ...callerHeaders(caller), accept: "*/*" },
    body: null,
    redirect: "error",
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  if (!response.ok) throw new AppError("NOT_FOUND");
  return Buffer.from(await response.arrayBuffer());
}

/** Something this server tells the API in the name of its caller. */
export interface ApiPost {
  path: string;
  /** The tool it is about, under whose name it counts. */
  tool: string;
  body: Readonly<Record<string, unknown>>;
  caller: Caller;
}

/** Sends one POST of the server's own. */
export async function postApi(api: ApiTarget, { path, tool, body, caller }: ApiPost): Promise<ApiAnswer> {
  return await request(api, `${api.origin}/api/v1${path}`, {
    method: "POST",
    headers: {
      ...callerHeaders(caller),
      ...(api.secret ? { "x-hawkmoth-internal": api.secret } : {}),
      "x-hawkmoth-tool": tool,
      "content-type": "application/json",
    },
    body: JSON.stringify(body),
  });
}

type PlainRequest = Pick<ApiRequest, "method" | "headers" | "body"> & { signal?: AbortSignal | undefined };

async function request(api: ApiTarget, url: string, init: PlainRequest): Promise<ApiAnswer> {
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  try {
    const response = await api.fetch(url, {
      ...init,
      redirect: "error",
      signal: init.signal ? AbortSignal.any([init.signal, timeout]) : timeout,
    });
    const body = await readJson(response);
    if (response.ok && body !== undefined) return { ok: true, value: body };
    return refusal(readApiError(body, response.ok ? 500 : response.status), response);
  } catch (error) {
    if (error instanceof AppError) return { ok: false, error: { code: error.code, message: error.message } };
    return {
      ok: false,
      error: {
        code: "INTERNAL",
        message: "The Hawkmoth API did not answer.",
        hint: "Check that it runs and that the address is right.",
      },
    };
  }
}

async function readJson(response: ApiResponse): Promise<unknown> {
  const text = await response.text();
  if (text.length > MAX_ANSWER_BYTES)
    throw new AppError("PAYLOAD_TOO_LARGE", { message: "The answer of the API is too large." });
  if (text === "") return {};
  try {
    return JSON.parse(text);
  } catch {
    // A proxy in between may answer in HTML; its status still tells the failure.
    return undefined;
  }
}

/** How long to wait stands in a header of REST, and in the hint for those who see no headers. */
function refusal(error: ErrorBody, response: ApiResponse): ApiAnswer {
  const retry_after_s = Math.ceil(Number(response.headers.get("retry-after")));
  if (!(retry_after_s > 0)) return { ok: false, error };
  return { ok: false, error: { ...error, hint: `Wait ${retry_after_s} seconds, then call again.` }, retry_after_s };
}

function callerHeaders(caller: Caller): Record<string, string> {
  return {
    accept: "application/json",
    authorization: `Bearer ${caller.credential}`,
    "x-hawkmoth-via": "MCP",
    ...(caller.client === null ? {} : { "x-hawkmoth-client": caller.client }),
    ...(caller.ip === null ? {} : { "x-forwarded-for": caller.ip }),
    ...(caller.project ? { "x-hawkmoth-project": caller.project } : {}),
    ...(caller.is_lockdown ? { "x-hawkmoth-lockdown": "true" } : {}),
  };
}

/** Arguments that only MCP knows stay here; the size of a list is always said, because REST's own default is larger. */
function argumentsForApi({ tool, args }: OutgoingCall): Record<string, unknown> {
  const own = new Set(["idempotency_key", ...Object.keys(tool.presenter.arguments ?? {})]);
  const limit = tool.listed.inputSchema.properties["limit"];
  const rows = limit ? { limit: limit.default ?? DEFAULT_ROWS } : {};
  return { ...rows, ...Object.fromEntries(Object.entries(args).filter(([name]) => !own.has(name))) };
}

function fillPath(route: string, args: Record<string, unknown>): { path: string; rest: Record<string, unknown> } {
  const rest = { ...args };
  const path = route.replaceAll(/\{(\w+)\}/g, (_match, name: string) => {
    delete rest[name];
    return pathSegment(args[name], name);
  });
  return { path, rest };
}

/**
 * A value as one segment of a path. Nothing and dot segments would lead to another route, half a character can't be
 * encoded, and no id is long. @throws INVALID_INPUT
 */
export function pathSegment(value: unknown, field: string): string {
  const text = String(value ?? "").trim();
  if (text === "" || text.length > MAX_SEGMENT_CHARACTERS || /^\.{1,2}$/.test(text) || !text.isWellFormed())
    throw new AppError("INVALID_INPUT", { message: `Invalid '${field}': expected an id`, field });
  return encodeURIComponent(text);
}

function queryText(args: Record<string, unknown>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(args))
    for (const item of [value].flat()) if (item !== null && item !== undefined) query.append(name, String(item));
  const text = query.toString();
  if (text.length > MAX_QUERY_CHARACTERS) throw tooLong(args);
  return text === "" ? "" : `?${text}`;
}

function tooLong(args: Record<string, unknown>): AppError {
  const [field = "arguments"] = Object.keys(args).toSorted(
    (left, right) => String(args[right]).length - String(args[left]).length,
  );
  return new AppError("INVALID_INPUT", { message: `Invalid '${field}': too long`, field });
}

/** Client name and version as one header value: visible ASCII only, `name/version`. */
export function clientHeader(name: string, version?: string): string | null {
  const plain = (text: string) =>
    text
      .replaceAll(/[^\x20-\x7e]/g, "")
      .replaceAll("/", "-")
      .trim();
  const shown = plain(name).slice(0, 100);
  if (shown === "") return null;
  const tail = plain(version ?? "").slice(0, 50);
  return tail === "" ? shown : `${shown}/${tail}`;
}
