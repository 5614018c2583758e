/** The processes behind the one public origin. */
export type Upstream = "web" | "api" | "mcp";

interface Route {
  /** A path that starts with this prefix, or equals it when it does not end in a slash or wildcard. */
  match: RegExp;
  to: Upstream;
}

/**
 * The routing table of the front door: the first match wins, everything else is a page. An ingress in front of
 * replicas needs the same lines in the same order.
 */
const ROUTES: readonly Route[] = [
  { match: /^\/api\/auth(\/|$)/, to: "web" },
  { match: /^\/api\/v1\/mcp\/(?:config|tools(?:\/invoke)?)$/, to: "mcp" },
  { match: /^\/api\/mcp(\/|$)/, to: "mcp" },
  { match: /^\/api(\/|$)/, to: "api" },
  { match: /^\/oauth(\/|$)/, to: "api" },
  { match: /^\/\.well-known(\/|$)/, to: "api" },
  { match: /^\/widget\.js$/, to: "api" },
  { match: /^\/s\/[^/]+\.md$/, to: "api" },
  { match: /^\/mcp(\/|$)/, to: "mcp" },
];

/** Which process answers a request path (with or without its query). */
export function upstreamOf(url: string): Upstream {
  const path = url.split(/[?#]/, 1)[0] ?? "/";
  return ROUTES.find((route) => route.match.test(path))?.to ?? "web";
}
