import type { NetworkEntry } from "@hawkmoth/domain/capture/bundle";
import { isNoiseRequest } from "./noise.ts";
import { oneLine, shortUrl } from "./plain-text.ts";

const CANCELLED = /\babort(?:ed|error)?\b|cancell?ed/i;

/** True for a request that the page itself cancelled, which is no failure. */
export function isCancelled(request: NetworkEntry): boolean {
  return request.error !== null && (request.status ?? 0) < 400 && CANCELLED.test(request.error);
}

/** True when a request of the page ended with an error or a status of 400 and above; noise never counts as failed. */
export function isFailedRequest(request: NetworkEntry): boolean {
  if (isCancelled(request) || isNoiseRequest(request)) return false;
  return request.error !== null || (request.status ?? 0) >= 400;
}

/** True for calls made by the page's code, as opposed to images, scripts and documents. */
export function isApiCall(request: NetworkEntry): boolean {
  return request.initiator === "fetch" || request.initiator === "xhr" || request.initiator === "beacon";
}

/** How a request ended, such as `500`, `failed (TypeError: Failed to fetch)` or `no answer yet`. */
export function outcomeOf(request: NetworkEntry): string {
  if (isCancelled(request)) return "cancelled";
  if (request.status !== null && request.status > 0) return String(request.status);
  return request.error === null ? "no answer yet" : `failed (${oneLine(request.error, 120)})`;
}

/** A request in one line: `POST /api/coupons → 500`. */
export function requestLine(request: NetworkEntry, page_url: string, max_length = 200): string {
  return `${oneLine(request.method, 20)} ${shortUrl(request.url, page_url, max_length)} → ${outcomeOf(request)}`;
}
