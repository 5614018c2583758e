import { existsSync, readFileSync } from "node:fs";

/** Where the build leaves the pages, beside the bundle. */
export const PAGES_FILE = "app-pages.json";

const BUILT = new URL(`../dist/${PAGES_FILE}`, import.meta.url);

/** The pages that MCP hosts show, by name, as the last build left them; none before the first. */
export function appPages(): Record<string, string> {
  return existsSync(BUILT) ? JSON.parse(readFileSync(BUILT, "utf8")) : {};
}
