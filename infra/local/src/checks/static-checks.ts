import type { Check } from "./check.ts";

/** Everything that `pnpm verify` looks at: no database, no browser, under a minute. */
export const VERIFY: readonly Check[] = [
  { name: "types", script: "typecheck" },
  { name: "format", script: "format:check" },
  { name: "lint", script: "lint" },
  { name: "boundaries", script: "boundaries" },
  { name: "unused code", script: "unused" },
  { name: "versions", script: "versions" },
  { name: "generated files", script: "generate:check" },
  { name: "unit tests", script: "test:unit", report: "vitest" },
];

export const DATABASE_TESTS: Check = { name: "database tests", script: "test:db", report: "vitest", is_live: true };

/** The public suite of the protocol against our own stack with the suite's fixtures. */
export const CONFORMANCE: Check = { name: "MCP conformance", script: "conformance" };

/** The extension from the same source for the other browser. */
export const FIREFOX_BUILD: Check = { name: "Firefox build", script: "build:firefox", cwd: "apps/extension" };

/** The whole product in a real browser. */
export function browserTests(chromium: string): Check {
  return {
    name: "browser tests",
    script: "e2e",
    cwd: "e2e",
    env: { CHROMIUM_PATH: chromium },
    report: "playwright",
    is_live: true,
  };
}
