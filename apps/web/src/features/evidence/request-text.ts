import type { CapturedBody, NetworkEntry } from "@hawkmoth/domain/capture/bundle";

/** The last part of the address that tells requests apart, and the host when it is another than the page's. */
export function requestName(url: string, pageUrl: string): { name: string; host: string | null } {
  if (!URL.canParse(url, pageUrl)) return { name: url, host: null };
  const parsed = new URL(url, pageUrl);
  const own = URL.canParse(pageUrl) ? new URL(pageUrl).host : "";
  return { name: parsed.pathname + parsed.search, host: parsed.host === own ? null : parsed.host };
}

/** True when the request failed: an error, no answer, or a status from 400. */
export function isFailed(request: NetworkEntry): boolean {
  return request.error !== null || (request.status !== null && request.status >= 400);
}

/** Status code, or why there is none. */
export function statusOf(request: NetworkEntry): string {
  if (request.status !== null && request.status > 0) return request.status.toString();
  return request.error === null ? "pending" : "failed";
}

export function formatDuration(ms: number | null): string {
  if (ms === null) return "–";
  return ms < 1000 ? `${Math.round(ms).toString()} ms` : `${(ms / 1000).toFixed(2)} s`;
}

export function formatBytes(bytes: number | null): string {
  if (bytes === null) return "–";
  if (bytes < 1024) return `${bytes.toString()} B`;
  if (bytes < 1024 * 1024) return `${(bytes / 1024).toFixed(1)} kB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

/** A body as text to read: JSON gets line breaks, everything else stays as it was captured. */
export function bodyText(body: CapturedBody): string | null {
  if (body.text === null) return null;
  try {
    return JSON.stringify(JSON.parse(body.text), null, 2);
  } catch {
    return body.text;
  }
}
