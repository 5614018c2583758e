import type { CapturedBody, CaptureLogs, NetworkEntry } from "@hawkmoth/domain/capture/bundle";

interface NameValue {
  name: string;
  value: string;
}

/** One request of a HAR file. */
export interface HarEntry {
  pageref: string;
  startedDateTime: string;
  time: number;
  request: {
    method: string;
    url: string;
    httpVersion: string;
    cookies: never[];
    headers: NameValue[];
    queryString: NameValue[];
    postData?: { mimeType: string; text: string; params: NameValue[]; comment?: string };
    headersSize: number;
    bodySize: number;
  };
  response: {
    status: number;
    statusText: string;
    httpVersion: string;
    cookies: never[];
    headers: NameValue[];
    content: { size: number; mimeType: string; text?: string; comment?: string };
    redirectURL: string;
    headersSize: number;
    bodySize: number;
    _error?: string;
  };
  cache: Record<string, never>;
  timings: { blocked: number; dns: number; connect: number; ssl: number; send: number; wait: number; receive: number };
  _initiator: string;
}

/** A HAR 1.2 file (http://www.softwareishard.com/blog/har-12-spec/). */
export interface Har {
  log: {
    version: "1.2";
    creator: { name: string; version: string };
    browser: { name: string; version: string };
    pages: {
      id: string;
      startedDateTime: string;
      title: string;
      pageTimings: { onContentLoad: number; onLoad: number };
    }[];
    entries: HarEntry[];
  };
}

// They describe the bytes on the wire, which are gone, or hold what was never recorded.
const DROPPED = new Set(["content-encoding", "content-length", "transfer-encoding", "set-cookie", "cookie"]);
const PAGE_ID = "page_1";

/** Exports the recorded requests as HAR 1.2, in order of their start. Bodies that were not recorded stay out. */
export function buildHar(logs: Pick<CaptureLogs, "meta" | "network">): Har {
  const { meta } = logs;
  const entries = [...logs.network]
    .sort((left, right) => left.at_ms - right.at_ms)
    .map((request) => harEntry(request, meta.epoch_ms));
  return {
    log: {
      version: "1.2",
      creator: { name: "Hawkmoth", version: String(meta.version) },
      browser: { name: meta.user_agent, version: "" },
      pages: [
        {
          id: PAGE_ID,
          startedDateTime: isoTime(meta.epoch_ms),
          title: meta.title || meta.url,
          pageTimings: { onContentLoad: -1, onLoad: -1 },
        },
      ],
      entries,
    },
  };
}

function harEntry(request: NetworkEntry, epoch_ms: number): HarEntry {
  const wait = Math.max(0, request.ttfb_ms ?? request.duration_ms ?? 0);
  const receive = Math.max(0, (request.duration_ms ?? wait) - wait);
  return {
    pageref: PAGE_ID,
    startedDateTime: isoTime(epoch_ms + request.at_ms),
    time: wait + receive,
    request: harRequest(request),
    response: harResponse(request),
    cache: {},
    timings: { blocked: -1, dns: -1, connect: -1, ssl: -1, send: 0, wait, receive },
    _initiator: request.initiator,
  };
}

function harRequest(request: NetworkEntry): HarEntry["request"] {
  const postData = postDataOf(request.request_body, request.request_headers);
  return {
    method: request.method.toUpperCase(),
    url: request.url,
    httpVersion: "HTTP/1.1",
    cookies: [],
    headers: headerList(request.request_headers),
    queryString: queryOf(request.url),
    ...(postData ? { postData } : {}),
    headersSize: -1,
    bodySize: request.request_size_bytes ?? -1,
  };
}

function harResponse(request: NetworkEntry): HarEntry["response"] {
  const body = request.response_body;
  const comment = commentOf(body);
  return {
    status: request.status ?? 0,
    statusText: "",
    httpVersion: "HTTP/1.1",
    cookies: [],
    headers: headerList(request.response_headers),
    content: {
      size: body?.size_bytes ?? request.response_size_bytes ?? body?.text?.length ?? 0,
      mimeType: headerOf(request.response_headers, "content-type") ?? "",
      ...(body?.text == null ? {} : { text: body.text }),
      ...(comment ? { comment } : {}),
    },
    redirectURL: headerOf(request.response_headers, "location") ?? "",
    headersSize: -1,
    bodySize: request.response_size_bytes ?? -1,
    ...(request.error === null ? {} : { _error: request.error }),
  };
}

function postDataOf(body: CapturedBody | null, headers: Record<string, string>): HarEntry["request"]["postData"] {
  if (body === null || body.text === null) return undefined;
  const mimeType = headerOf(headers, "content-type") ?? "text/plain";
  const isForm = /x-www-form-urlencoded/i.test(mimeType);
  const params = isForm ? pairsOf(new URLSearchParams(body.text)) : [];
  const comment = commentOf(body);
  return { mimeType, text: body.text, params, ...(comment ? { comment } : {}) };
}

function commentOf(body: CapturedBody | null): string | undefined {
  if (!body) return undefined;
  const notes = [
    body.redacted ? "redacted" : null,
    body.truncated ? "truncated" : null,
    body.omitted === null ? null : `omitted: ${body.omitted}`,
  ].filter((note) => note !== null);
  return notes.length > 0 ? notes.join(", ") : undefined;
}

function headerList(headers: Record<string, string>): NameValue[] {
  return Object.entries(headers)
    .filter(([name]) => !DROPPED.has(name.toLowerCase()))
    .map(([name, value]) => ({ name, value }));
}

function headerOf(headers: Record<string, string>, wanted: string): string | undefined {
  return Object.entries(headers).find(([name]) => name.toLowerCase() === wanted)?.[1];
}

function queryOf(url: string): NameValue[] {
  const query = /\?([^#]*)/.exec(url)?.[1];
  return query === undefined ? [] : pairsOf(new URLSearchParams(query));
}

function pairsOf(params: URLSearchParams): NameValue[] {
  return [...params].map(([name, value]) => ({ name, value }));
}

function isoTime(ms: number): string {
  const time = new Date(ms);
  return Number.isNaN(time.getTime()) ? new Date(0).toISOString() : time.toISOString();
}
