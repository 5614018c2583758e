/**
 * The origin a person meant by what they typed: `hawkmoth.example/x` becomes `https://hawkmoth.example`; this
 * machine gets http.
 * @returns null when it is no address.
 */
export function parseOrigin(text: string): string | null {
  const trimmed = text.trim();
  const [, scheme] = /^(\w+):\/\//.exec(trimmed) ?? [];
  if (trimmed === "" || /\s/.test(trimmed) || (scheme !== undefined && !/^https?$/i.test(scheme))) return null;
  const isLocal = /^(?:localhost|127\.0\.0\.1)(?:[:/]|$)/i.test(trimmed);
  const address = scheme === undefined ? `${isLocal ? "http" : "https"}://${trimmed}` : trimmed;
  return URL.canParse(address) ? new URL(address).origin : null;
}

/** The origin of an address; empty when it is none. */
export function originOf(url: string): string {
  return URL.canParse(url) ? new URL(url).origin : "";
}
