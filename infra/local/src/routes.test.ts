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
  ["/apiary", "web"],
  ["/oauth/token", "api"],
  ["/.well-known/oauth-protected-resource/mcp", "api"],
  ["/widget.js", "api"],
  ["/s/abc.md", "api"],
  ["/s/abc", "web"],
  ["/mcp", "mcp"],
  ["/mcp?x=1", "mcp"],
  ["/mcp-connections", "web"],
] as const)("%s goes to %s", (url, upstream) => {
  expect(upstreamOf(url)).toBe(upstream);
});
