import { scrubHeaders, scrubProse, scrubUrl } from "@hawkmoth/domain/capture/scrub";
import type { NetworkFact } from "../entry.ts";
import { natives } from "../natives.ts";
import type { HookContext } from "./hook.ts";

/** How long a finished request waits for the browser's own timing of it. */
const TIMING_WAIT_MS = 2000;
/** How long an answer without a body yet is waited for; a stream may never end. */
const BODY_WAIT_MS = 30_000;

/** A request that is on its way, with the monotonic clock of its start. */
export interface OpenRequest {
  entry: NetworkFact & { request_headers: Record<string, string>; response_headers: Record<string, string> };
  started_ms: number;
  /** Runs when the browser has measured the request, which is when its body has arrived. */
  onArrived?: () => void;
  isMeasured?: boolean;
  /** When nothing more is waited for. */
  deadline_ms?: number;
}

/** What the browser measured for one request; a subset of PerformanceResourceTiming. */
export interface RequestTiming {
  name: string;
  startTime: number;
  duration: number;
  responseStart: number;
  encodedBodySize: number;
}

/** Collects requests from every hook: numbers them, scrubs them, completes them with the browser's timing. */
export class NetworkLog {
  readonly #context: HookContext;
  readonly #id_prefix: string;
  readonly #open = new Map<string, OpenRequest>();
  readonly #waiting = new Map<string, OpenRequest>();
  #count = 0;

  constructor(context: HookContext, id_prefix: string) {
    this.#context = context;
    this.#id_prefix = id_prefix;
  }

  /** Begins a request. @returns null when it goes to an ignored host. */
  open(request: Pick<NetworkFact, "initiator" | "method" | "url">): OpenRequest | null {
    const url = new URL(request.url, document.baseURI);
    if (this.#context.ignored_hosts.includes(url.host)) return null;
    this.#count += 1;
    const entry: OpenRequest["entry"] = {
      id: `${this.#id_prefix}-${this.#count}`,
      at_ms: natives.now(),
      initiator: request.initiator,
      method: request.method.toUpperCase().slice(0, 20),
      url: url.href,
      request_headers: {},
      response_headers: {},
    };
    const open = { entry, started_ms: performance.now() };
    this.#open.set(entry.id, open);
    return open;
  }

  /** Ends a request. With `awaits_timing` the browser's timing, if it is not known yet, may still complete duration and size. */
  close(request: OpenRequest, awaits_timing = false): void {
    const { entry } = request;
    if (!this.#open.delete(entry.id)) return;
    request.deadline_ms = performance.now() + TIMING_WAIT_MS;
    if (awaits_timing && !request.isMeasured) this.#waiting.set(entry.id, request);
    else this.#write(entry);
  }

  /** Keeps an answered request open and runs `onArrived` once its whole body is there. */
  awaitBody(request: OpenRequest, onArrived: () => void): void {
    request.onArrived = onArrived;
    request.deadline_ms = performance.now() + BODY_WAIT_MS;
  }

  /** Takes the browser's measurement of a request made by script. */
  measure(timing: RequestTiming): void {
    for (const [id, request] of [...this.#waiting, ...this.#open]) {
      const { entry, started_ms } = request;
      if (
        !request.deadline_ms ||
        request.isMeasured ||
        entry.url !== timing.name ||
        Math.abs(timing.startTime - started_ms) > 250
      )
        continue;
      request.isMeasured = true;
      entry.duration_ms = round(timing.duration);
      if (timing.responseStart > 0) entry.ttfb_ms = round(timing.responseStart - timing.startTime);
      if (timing.encodedBodySize > 0) entry.response_size_bytes = timing.encodedBodySize;
      if (this.#waiting.delete(id)) this.#write(entry);
      else request.onArrived?.();
      return;
    }
  }

  /** Lets go of requests whose timing never came. With `all`, of every one, and also writes those still on their way. */
  settle(all = false): void {
    const now = performance.now();
    for (const requests of [this.#waiting, this.#open])
      for (const [id, { entry, deadline_ms = now }] of requests) {
        if (deadline_ms >= now && !(all && requests === this.#waiting)) continue;
        requests.delete(id);
        this.#write(entry);
      }
    // An unfinished request stays open: it is written again under the same id when it ends.
    if (all) for (const { entry } of this.#open.values()) this.#write(entry);
  }

  /** Takes over the headers of the answer, and its size when they tell it. */
  static answer({ entry }: OpenRequest, headers: Record<string, string>): void {
    entry.response_headers = headers;
    const size_bytes = Number.parseInt(headers["content-length"] ?? "", 10);
    if (size_bytes >= 0) entry.response_size_bytes = size_bytes;
  }

  /** Milliseconds since the request began. */
  static since(request: OpenRequest): number {
    return round(performance.now() - request.started_ms);
  }

  #write(entry: OpenRequest["entry"]): void {
    const mode = this.#context.policy.current.privacy_mode;
    const url = scrubUrl(entry.url, mode);
    const request = scrubHeaders(entry.request_headers, mode);
    const response = scrubHeaders(entry.response_headers, mode);
    const error = scrubProse(entry.error ?? "", mode);
    for (const { hits } of [url, request, response, error]) this.#context.onHits(hits);
    this.#context.sink({
      kind: "network",
      entry: {
        ...entry,
        url: url.text.slice(0, 4096),
        error: error.text.slice(0, 1000) || null,
        request_headers: limited(request.headers),
        response_headers: limited(response.headers),
      },
    });
  }
}

function limited(headers: Record<string, string>): Record<string, string> {
  const pairs = Object.entries(headers)
    .slice(0, 100)
    .map(([name, value]): [string, string] => [name.slice(0, 200), value.slice(0, 8192)]);
  return Object.fromEntries(pairs);
}

function round(value_ms: number): number {
  return Math.max(0, Math.round(value_ms * 10) / 10);
}

/** Headers of any shape the fetch API takes, as a plain object. */
export function plainHeaders(headers: HeadersInit | undefined): Record<string, string> {
  return headers === undefined ? {} : Object.fromEntries(new Headers(headers).entries());
}
