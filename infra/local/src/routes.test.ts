import { expect, test } from "vitest";
import { upstreamOf } from "./routes.ts";

test.each([
  ["/", "web"],
  ["/bugs/SHOP-1?tab=replay", "web"],
  ["/api/auth/session", "web"],
  ["/api/auth", "web"],
  ["/api/authors", "api"],
  ["/api/v1/bugs?limit=1", "api"],
  ["/api/trpc/bug.list", "api"],
  ["/api/v1/mcp/config", "mcp"],
  ["/api/v1/mcp/tools?toolsets=triage", "mcp"],
  ["/api/v1/mcp/tools/invoke", "mcp"],
  ["/api/v1/mcp/bugs/SHOP-1/resolve", "api"],
  ["/api/v1/mcp-calls", "api"],
  ["/apiary", "web"],
  ["/oauth/token", "api"],
  ["/.well-known/oauth-protected-resource/mcp", "api"],
  ["/widget.js", "api"],
  ["/s/abc.md", "api"],
  ["/s/abc", "web"],
  ["/mcp", "mcp"],
  ["/api/mcp", "mcp"],
  ["/api/mcp/p/SHOP?x=1", "mcp"],
  ["/api/mcp-connections", "api"],
  ["/mcp?x=1", "mcp"],
  ["/mcp-connections", "web"],
] as const)("%s goes to %s", (url, upstream) => {
  expect(upstreamOf(url)).toBe(upstream);
});
