import type { PrivacyMode } from "../project/schema.ts";
import { isSecretKey, isSecretQueryKey } from "./secret-keys.ts";
import { addHits, REDACTED, scrubText, type Scrubbed, type ScrubHits } from "./secret-shapes.ts";

const ALLOWED_HEADERS = new Set(
  "content-type content-length content-encoding accept accept-language accept-encoding cache-control etag vary location retry-after x-request-id x-correlation-id traceparent age date expires last-modified server-timing connection keep-alive transfer-encoding".split(
    " ",
  ),
);
const RATE_LIMIT_HEADER = /^(?:x-)?rate-?limit(?:-[a-z-]+)?$/;
const DENIED_HEADER =
  /^(?:x-forwarded-for|x-real-ip|forwarded)$|auth|token|secret|session|api-?key|credential|password|passwd|cookie|csrf|xsrf/;
/** Ids and hashes that are long hex by nature and let a developer find the request in a log. */
const TRACING_HEADERS = new Set(["traceparent", "x-request-id", "x-correlation-id", "etag"]);

/** Headers without their secrets, and how many were hidden. */
export interface ScrubbedHeaders {
  headers: Record<string, string>;
  hits: ScrubHits;
}

/**
 * Hides header values. STRICT and MODERATE keep the values of an allow-list only; MINIMAL hides a deny-list.
 * Every kept value is searched for secrets by shape. Names are lower-cased and always stay.
 */
export function scrubHeaders(headers: Readonly<Record<string, string>>, mode: PrivacyMode): ScrubbedHeaders {
  const clean: Record<string, string> = {};
  const hits: Record<string, number> = {};
  for (const [given, value] of Object.entries(headers)) {
    const name = given.toLowerCase();
    if (value === REDACTED || TRACING_HEADERS.has(name)) clean[name] = value;
    else if (isHeaderShown(name, mode)) {
      const scrubbed = name === "location" ? scrubUrl(value) : scrubText(value);
      clean[name] = scrubbed.text;
      addHits(hits, scrubbed.hits);
    } else {
      clean[name] = REDACTED;
      addHits(hits, { header: 1 });
    }
  }
  return { headers: clean, hits };
}

function isHeaderShown(name: string, mode: PrivacyMode): boolean {
  if (mode === "MINIMAL") return !DENIED_HEADER.test(name);
  return ALLOWED_HEADERS.has(name) || RATE_LIMIT_HEADER.test(name);
}

/**
 * Takes credentials out of a URL, absolute or relative: `user:password@`, the values of token-like query and fragment
 * keys, and secrets by shape anywhere in it. With STRICT every query value goes. `data:` and `blob:` URLs stay.
 */
export function scrubUrl(url: string, mode: PrivacyMode = "MODERATE"): Scrubbed {
  if (url.length < 3 || /^(?:data|blob):/i.test(url)) return { text: url, hits: {} };
  const hits: Record<string, number> = {};
  const bare = url.replace(/^((?:[a-z][a-z0-9+.-]*:)?\/\/)[^/?#@\s]*@/i, (_match, scheme: string) => {
    addHits(hits, { url_userinfo: 1 });
    return scheme;
  });
  const [, path = "", query = "", fragment = ""] = /^([^?#]*)(\?[^#]*)?(#[\s\S]*)?$/.exec(bare) ?? [];
  const text = scrubShapes(path, hits) + scrubPairs(query, mode, hits) + scrubFragment(fragment, mode, hits);
  return { text, hits };
}

/** A URL in prose or in a stack, without the line, the column and the punctuation behind it. */
const URL_IN_TEXT = /\bhttps?:\/\/[^\s"'`<>()\\]+?(?=(?::\d{1,7}){0,2}[.,;:!?]{0,3}(?:[\s"'`<>()\\]|$))/gi;

/**
 * Takes secrets out of free text that may name URLs, such as console lines, messages and stacks: each URL loses what
 * `scrubUrl` takes, the rest what `scrubText` takes. Line and column behind a URL stay.
 */
export function scrubProse(text: string, mode: PrivacyMode = "MODERATE"): Scrubbed {
  const hits: Record<string, number> = {};
  const bare = text.replace(URL_IN_TEXT, (url) => {
    const scrubbed = scrubUrl(url, mode);
    addHits(hits, scrubbed.hits);
    return scrubbed.text;
  });
  return { text: scrubShapes(bare, hits), hits };
}

function scrubFragment(fragment: string, mode: PrivacyMode, hits: Record<string, number>): string {
  const question = fragment.indexOf("?");
  // Hash routers keep a query behind the fragment's path; OAuth answers keep pairs right behind the hash sign.
  if (question > 0)
    return scrubShapes(fragment.slice(0, question), hits) + scrubPairs(fragment.slice(question), mode, hits);
  return fragment.includes("=") ? scrubPairs(fragment, mode, hits) : scrubShapes(fragment, hits);
}

function scrubPairs(part: string, mode: PrivacyMode, hits: Record<string, number>): string {
  if (part.length < 2) return part;
  const pairs = part
    .slice(1)
    .split("&")
    .map((pair) => scrubPair(pair, mode === "STRICT" ? EVERY_QUERY_VALUE : QUERY, hits));
  return part.charAt(0) + pairs.join("&");
}

interface PairRule {
  name: "query_param" | "body_key";
  isSecret: (key: string) => boolean;
}

const QUERY: PairRule = { name: "query_param", isSecret: isSecretQueryKey };
const EVERY_QUERY_VALUE: PairRule = { name: "query_param", isSecret: () => true };
const FORM: PairRule = { name: "body_key", isSecret: isSecretKey };

function scrubPair(pair: string, rule: PairRule, hits: Record<string, number>): string {
  const equals = pair.indexOf("=");
  if (equals < 0) return scrubShapes(pair, hits);
  const value = pair.slice(equals + 1);
  if (value === "" || value === REDACTED) return pair;
  if (rule.isSecret(decode(pair.slice(0, equals)))) {
    addHits(hits, { [rule.name]: 1 });
    return pair.slice(0, equals + 1) + REDACTED;
  }
  const decoded = decode(value);
  const scrubbed = scrubText(decoded);
  if (scrubbed.text === decoded) return pair;
  addHits(hits, scrubbed.hits);
  return pair.slice(0, equals + 1) + encodeURIComponent(scrubbed.text).replaceAll("%5B", "[").replaceAll("%5D", "]");
}

function scrubShapes(text: string, hits: Record<string, number>): string {
  const scrubbed = scrubText(text);
  addHits(hits, scrubbed.hits);
  return scrubbed.text;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return text;
  }
}

/**
 * Takes secrets out of a request or response body. JSON and forms lose the values under secret keys and keep their
 * shape (text stays text, numbers become 0); any other text, JSON cut in the middle included, goes whole on one hit.
 */
export function scrubBody(text: string, content_type = ""): Scrubbed {
  if (text === "" || text === REDACTED) return { text, hits: {} };
  const json = parseJson(text);
  if (json !== undefined) {
    const hits: Record<string, number> = {};
    const clean = scrubJson(json, hits);
    return { text: Object.keys(hits).length > 0 ? JSON.stringify(clean) : text, hits };
  }
  if (/x-www-form-urlencoded/i.test(content_type) || /^[\w.%+[\]-]+=[^&\s]*(?:&[\w.%+[\]-]+=[^&\s]*)*$/.test(text)) {
    const hits: Record<string, number> = {};
    const pairs = text.split("&").map((pair) => scrubPair(pair, FORM, hits));
    return { text: pairs.join("&"), hits };
  }
  const { hits } = scrubText(text);
  return Object.keys(hits).length > 0 ? { text: REDACTED, hits } : { text, hits };
}

/** The same rules on a value that is parsed already; counts into `hits` and returns a new value. */
export function scrubJson(value: unknown, hits: Record<string, number>): unknown {
  return scrubNode(value, hits, { isSecret: false, depth: 0 });
}

interface Place {
  isSecret: boolean;
  depth: number;
}

const MAX_DEPTH = 200;

function scrubNode(value: unknown, hits: Record<string, number>, place: Place): unknown {
  const { isSecret, depth } = place;
  if (value === null || typeof value === "boolean" || value === undefined) return value;
  if (typeof value === "string") return isSecret ? hide(value, REDACTED, hits) : scrubShapes(value, hits);
  if (typeof value === "number") return isSecret ? hide(value, 0, hits) : scrubNumber(value, hits);
  if (typeof value !== "object") return value;
  if (depth > MAX_DEPTH) return hide<unknown>(value, REDACTED, hits);
  if (Array.isArray(value)) return value.map((item) => scrubNode(item, hits, { isSecret, depth: depth + 1 }));
  const clean: [string, unknown][] = Object.entries(value).map(([key, item]) => [
    key,
    scrubNode(item, hits, { isSecret: isSecret || isSecretKey(key), depth: depth + 1 }),
  ]);
  return Object.fromEntries(clean);
}

function scrubNumber(value: number, hits: Record<string, number>): number {
  const text = String(value);
  return scrubShapes(text, hits) === text ? value : 0;
}

function hide<T>(value: T, mask: T, hits: Record<string, number>): T {
  if (value !== mask && value !== "") addHits(hits, { body_key: 1 });
  return value === "" ? value : mask;
}

function parseJson(text: string): unknown {
  if (!/^\s*[{["]/.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
