const PATTERN = /^(https?:\/\/)(\*\.)?([^\s/?#@*]+)$/;

/** True for scheme, host and port of a page, or `*.` before the host for all pages below it; nothing else may stand there. */
export function isOriginPattern(text: string): boolean {
  const [, scheme, wildcard, host] = PATTERN.exec(text) ?? [];
  const url = URL.parse(`${scheme}${host}`);
  if (scheme === undefined || !url || url.username !== "" || url.password !== "" || url.pathname !== "/") return false;
  return wildcard === undefined || /^(?:[a-z\d-]+\.)+[a-z][a-z\d-]*$/.test(url.hostname);
}

/** The form in which browsers send an origin: lower case, international names in ASCII, no port that goes without saying. */
export function canonicalOrigin(text: string): string {
  const trimmed = text.replace(/\/+$/, "").toLowerCase();
  const [, scheme, wildcard = "", host] = PATTERN.exec(trimmed) ?? [];
  const url = scheme === undefined ? null : URL.parse(`${scheme}${host}`);
  return url && isOriginPattern(trimmed) ? `${url.protocol}//${wildcard}${url.host}` : trimmed;
}

/** True when a page of `origin` may send reports: it is named itself, or lies below a wildcard of its scheme and port. */
export function isAllowedOrigin(origin: string, allowed: readonly string[]): boolean {
  const asked = URL.parse(origin);
  if (!asked) return false;
  return allowed.some((entry) => {
    const given = URL.parse(entry.replace("://*.", "://"));
    if (!given || given.protocol !== asked.protocol || given.port !== asked.port) return false;
    return entry.includes("://*.") ? asked.hostname.endsWith(`.${given.hostname}`) : asked.hostname === given.hostname;
  });
}
