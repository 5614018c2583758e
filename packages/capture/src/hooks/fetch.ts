import { natives } from "../natives.ts";
import { copiedBody, isTextual, omittedBody, requestBody } from "./body.ts";
import { beforeCalling, type HookContext, quietly } from "./hook.ts";
import { NetworkLog, type OpenRequest, plainHeaders } from "./network-log.ts";

type FetchArguments = Parameters<typeof fetch>;

/** A copy that is local by now ends at once; one that does not is of a stream that must not be held. */
const COPY_MS = 500;
/** The page's ways of reading a whole body. Whoever reads piece by piece may stop, so those are left alone. */
const WHOLE_READS = ["text", "json", "arrayBuffer", "blob", "formData", "bytes"];

/**
 * Records fetch calls. A body is copied only when the page reads it as a whole or when it has arrived unread: a copy of
 * a body that is still coming would keep its connection after the page gave it up.
 */
export function hookFetch(context: HookContext, log: NetworkLog): void {
  const original = window.fetch;
  const recording: Recording = { context, log, unread: new WeakMap() };
  const watched = async (answer: Promise<Response>, request: Sent) => {
    try {
      const response = await answer;
      quietly(() => receive(request, response, recording));
      return response;
    } catch (error) {
      quietly(() => fail(request, error, log));
      throw error;
    }
  };
  const replacement: typeof fetch = function (this: unknown, ...args: FetchArguments) {
    const request = quietly(() => begin(args, recording));
    const answer: Promise<Response> = natives.apply(original, this ?? window, args);
    return request ? watched(answer, request) : answer;
  };
  window.fetch = replacement;
  for (const name of WHOLE_READS)
    beforeCalling(Response.prototype, name, (self) => self instanceof Response && copy(self, recording));
}

interface Recording {
  context: HookContext;
  log: NetworkLog;
  /** Answers whose bodies may be kept and were not copied yet. */
  unread: WeakMap<Response, Sent>;
}

/** A request with the copy of its body, which is read once it was sent. */
interface Sent extends OpenRequest {
  copy?: Request;
  patience_ms?: number;
}

function begin([input, init]: FetchArguments, { context, log }: Recording): Sent | null {
  const request = input instanceof Request ? input : null;
  const method = init?.method ?? request?.method ?? "GET";
  const open: Sent | null = log.open({ initiator: "fetch", method, url: request?.url ?? urlOf(input) });
  if (!open) return null;
  open.entry.request_headers = { ...plainHeaders(request?.headers), ...plainHeaders(init?.headers) };
  if (!mayKeepBodies(context)) return open;
  const content_type = open.entry.request_headers["content-type"] ?? "";
  if (init?.body !== undefined) {
    const body = init.body;
    whenBodiesAllowed(context, () => {
      open.entry.request_body = requestBody(body, content_type, context);
    });
  } else if (request?.body && !request.bodyUsed && isTextual(content_type)) {
    open.copy = request.clone();
  }
  return open;
}

function urlOf(input: RequestInfo | URL): string {
  return typeof input === "string" ? input : "href" in input ? input.href : input.url;
}

function receive(request: Sent, response: Response, recording: Recording): void {
  const { context, log, unread } = recording;
  const { entry } = request;
  entry.status = response.type === "opaque" || response.type === "opaqueredirect" ? null : response.status;
  entry.ttfb_ms = NetworkLog.since(request);
  NetworkLog.answer(request, plainHeaders(response.headers));
  const content_type = response.headers.get("content-type") ?? "";
  if (mayKeepBodies(context) && !isTextual(content_type))
    entry.response_body = omittedBody(content_type || "no content type");
  if (entry.response_body || !mayKeepBodies(context)) return void finish(request, null, recording);
  unread.set(response, request);
  // Held weakly: a page that lets go of an answer lets the browser close its connection.
  const weak = new WeakRef(response);
  log.awaitBody(request, () => {
    const arrived = weak.deref();
    request.patience_ms = COPY_MS;
    if (arrived) copy(arrived, recording);
    else void finish(request, null, recording);
  });
}

function copy(response: Response, recording: Recording): void {
  const request = recording.unread.get(response);
  if (!request) return;
  recording.unread.delete(response);
  const isTaken = response.bodyUsed || response.body?.locked === true;
  if (isTaken) request.entry.response_body = omittedBody("read by the page piece by piece");
  void finish(request, isTaken ? null : response.clone(), recording);
}

async function finish(request: Sent, copied: Response | null, { context, log }: Recording): Promise<void> {
  const { entry } = request;
  try {
    const { capture_bodies } = await context.policy.settled;
    if (!capture_bodies) drop(copied, request.copy);
    else {
      if (request.copy) entry.request_body = await copiedBody(request.copy, context, COPY_MS);
      if (copied) {
        entry.response_body = await copiedBody(copied, context, request.patience_ms);
        entry.response_size_bytes ??= entry.response_body.size_bytes;
        entry.duration_ms ??= NetworkLog.since(request);
      }
    }
  } catch {
    entry.response_body = omittedBody("could not be read");
  }
  log.close(request, true);
}

function fail(request: Sent, error: unknown, log: NetworkLog): void {
  drop(request.copy);
  request.entry.error = String(error);
  request.entry.duration_ms = NetworkLog.since(request);
  log.close(request);
}

function drop(...copies: (Request | Response | null | undefined)[]): void {
  for (const copy of copies) void copy?.body?.cancel().catch(() => undefined);
}

/** False only when bodies are known to be unwanted; until the policy is known they are held back, not kept. */
export function mayKeepBodies(context: HookContext): boolean {
  return !context.policy.isSettled || context.policy.current.capture_bodies;
}

/** Runs `keep` now or as soon as the policy allows bodies; never when it does not. */
export function whenBodiesAllowed(context: HookContext, keep: () => void | Promise<void>): void {
  if (context.policy.isSettled) {
    if (context.policy.current.capture_bodies) void quietly(keep);
    return;
  }
  void context.policy.settled.then((policy) => (policy.capture_bodies ? keep() : undefined)).catch(() => undefined);
}
