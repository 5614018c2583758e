import { natives } from "../natives.ts";
import { isTextual, omittedBody, requestBody, responseBody, textBody } from "./body.ts";
import { type HookContext, quietly } from "./hook.ts";
import { NetworkLog, type OpenRequest, plainHeaders } from "./network-log.ts";

type FetchArguments = Parameters<typeof fetch>;

/** Records fetch calls. The page gets the browser's own promise back, untouched. */
export function hookFetch(context: HookContext, log: NetworkLog): void {
  const original = window.fetch;
  const replacement: typeof fetch = function (this: unknown, ...args: FetchArguments) {
    const request = quietly(() => begin(args, { context, log })) ?? null;
    const answer: Promise<Response> = natives.apply(original, this ?? window, args);
    if (request)
      answer.then(
        (response) => quietly(() => receive(request, response, { context, log })),
        (error: unknown) => quietly(() => fail(request, error, log)),
      );
    return answer;
  };
  window.fetch = replacement;
}

interface Recording {
  context: HookContext;
  log: NetworkLog;
}

function begin([input, init]: FetchArguments, { context, log }: Recording): OpenRequest | null {
  const request = input instanceof Request ? input : null;
  const method = init?.method ?? request?.method ?? "GET";
  const open = log.open({ initiator: "fetch", method, url: request?.url ?? urlOf(input) });
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
    const copy = request.clone();
    whenBodiesAllowed(context, async () => {
      open.entry.request_body = textBody(await copy.text(), { content_type }, context);
    });
  }
  return open;
}

function urlOf(input: RequestInfo | URL): string {
  return typeof input === "string" ? input : "href" in input ? input.href : input.url;
}

function receive(request: OpenRequest, response: Response, { context, log }: Recording): void {
  const { entry } = request;
  entry.status = response.type === "opaque" || response.type === "opaqueredirect" ? null : response.status;
  entry.ttfb_ms = NetworkLog.since(request);
  NetworkLog.answer(request, plainHeaders(response.headers));
  const content_type = response.headers.get("content-type") ?? "";
  if (!mayKeepBodies(context) || !response.body || response.bodyUsed) return log.close(request, true);
  if (!isTextual(content_type)) {
    entry.response_body = omittedBody(content_type || "no content type");
    return log.close(request, true);
  }
  void keepBody(request, response.clone(), { context, log });
}

async function keepBody(request: OpenRequest, copy: Response, { context, log }: Recording): Promise<void> {
  try {
    const policy = await context.policy.settled;
    if (policy.capture_bodies) {
      request.entry.response_body = await responseBody(copy, context);
      request.entry.response_size_bytes ??= request.entry.response_body.size_bytes;
      request.entry.duration_ms = NetworkLog.since(request);
      return log.close(request);
    }
    void copy.body?.cancel().catch(() => undefined);
  } catch {
    request.entry.response_body = omittedBody("could not be read");
  }
  log.close(request, true);
}

function fail(request: OpenRequest, error: unknown, log: NetworkLog): void {
  request.entry.error = String(error);
  request.entry.duration_ms = NetworkLog.since(request);
  log.close(request);
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
