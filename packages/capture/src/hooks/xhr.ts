import { methodOf, natives } from "../natives.ts";
import { isTextual, omittedBody, requestBody, textBody } from "./body.ts";
import { mayKeepBodies, whenBodiesAllowed } from "./fetch.ts";
import { type HookContext, quietly } from "./hook.ts";
import { NetworkLog, type OpenRequest } from "./network-log.ts";

interface Prepared {
  method: string;
  url: string;
  headers: Record<string, string>;
}

/** Records XMLHttpRequest. */
export function hookXhr(context: HookContext, log: NetworkLog): void {
  const prototype = XMLHttpRequest.prototype;
  const open = methodOf(prototype, "open");
  const send = methodOf(prototype, "send");
  const setRequestHeader = methodOf(prototype, "setRequestHeader");
  const prepared = new WeakMap<XMLHttpRequest, Prepared>();

  prototype.open = function (this: XMLHttpRequest, ...args: unknown[]): void {
    quietly(() => prepared.set(this, { method: String(args[0]), url: String(args[1]), headers: {} }));
    natives.apply(open, this, args);
  };
  prototype.setRequestHeader = function (this: XMLHttpRequest, name: string, value: string): void {
    natives.apply(setRequestHeader, this, [name, value]);
    quietly(() => {
      const request = prepared.get(this);
      if (request) request.headers[String(name).toLowerCase()] = String(value);
    });
  };
  prototype.send = function (this: XMLHttpRequest, body?: Document | XMLHttpRequestBodyInit | null): void {
    quietly(() => {
      const request = prepared.get(this);
      if (request) begin(this, { request, body, context, log });
    });
    natives.apply(send, this, [body]);
  };
}

interface Sending {
  request: Prepared;
  body: unknown;
  context: HookContext;
  log: NetworkLog;
}

function begin(xhr: XMLHttpRequest, { request, body, context, log }: Sending): void {
  const open = log.open({ initiator: "xhr", method: request.method, url: request.url });
  if (!open) return;
  open.entry.request_headers = request.headers;
  if (body !== undefined && body !== null && mayKeepBodies(context))
    whenBodiesAllowed(context, () => {
      open.entry.request_body = requestBody(body, request.headers["content-type"] ?? "", context);
    });
  xhr.addEventListener("readystatechange", () => {
    if (xhr.readyState === XMLHttpRequest.HEADERS_RECEIVED) open.entry.ttfb_ms = NetworkLog.since(open);
  });
  for (const type of ["error", "timeout", "abort"] as const)
    xhr.addEventListener(type, () => {
      open.entry.error = type;
    });
  xhr.addEventListener("loadend", () => quietly(() => end(xhr, open, { context, log })));
}

function end(xhr: XMLHttpRequest, open: OpenRequest, { context, log }: Pick<Sending, "context" | "log">): void {
  const { entry } = open;
  entry.duration_ms = NetworkLog.since(open);
  entry.status = xhr.status || null;
  NetworkLog.answer(open, parseHeaders(xhr.getAllResponseHeaders()));
  if (!mayKeepBodies(context)) return log.close(open);
  const body = readBody(xhr);
  void context.policy.settled.then((policy) => {
    if (policy.capture_bodies)
      entry.response_body = keepBody(body, entry.response_headers["content-type"] ?? "", context);
    log.close(open);
  });
}

function readBody(xhr: XMLHttpRequest): string | { omitted: string } {
  if (xhr.responseType === "" || xhr.responseType === "text") return xhr.responseText;
  if (xhr.responseType === "json") return JSON.stringify(xhr.response) ?? "";
  return { omitted: xhr.responseType };
}

function keepBody(body: string | { omitted: string }, content_type: string, context: HookContext) {
  if (typeof body !== "string") return omittedBody(body.omitted);
  if (body !== "" && content_type !== "" && !isTextual(content_type)) return omittedBody(content_type, body.length);
  return textBody(body, { content_type }, context);
}

function parseHeaders(text: string): Record<string, string> {
  const pairs = text
    .trim()
    .split(/\r?\n/)
    .filter((line) => line.includes(":"))
    .map((line): [string, string] => {
      const colon = line.indexOf(":");
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    });
  return Object.fromEntries(pairs);
}
