/** What a token is for, by its resource indicator (RFC 8707): all of this installation, its MCP, or one project over MCP. */
export interface Resource {
  /** The one spelling that stands in tokens. */
  audience: string;
  /** Id or key of the project that the address pins; null for all. */
  project: string | null;
}

/**
 * Reads a resource indicator; null when it names nothing of this installation. The origin, `/mcp` and
 * `/mcp/p/{project}` count, the last two also below `/api`, with or without a slash at the end; a query or fragment does not.
 */
export function parseResource(origin: string, text: string): Resource | null {
  const url = URL.parse(text);
  if (!url || url.origin !== origin || url.search !== "" || url.hash !== "" || url.username + url.password !== "")
    return null;
  const path = url.pathname.replace(/\/$/, "");
  if (path === "" || path === "/mcp" || path === "/api/mcp") return { audience: origin + path, project: null };
  const project = /^(?:\/api)?\/mcp\/p\/([A-Za-z0-9_]{2,40})$/.exec(path)?.[1];
  return project === undefined ? null : { audience: origin + path, project };
}

/** Resource indicators in the one spelling that stands in tokens, each once; what names nothing of ours stays as it is. */
export function canonicalResources(origin: string, given: readonly string[]): string[] {
  return [...new Set(given.map((text) => parseResource(origin, text)?.audience ?? text))];
}
