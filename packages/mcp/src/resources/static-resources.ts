import type { CacheHint } from "../surface.ts";

/** A resource that is the same for every caller, such as a page of an MCP App. */
export interface StaticResource {
  uri: string;
  name: string;
  title: string;
  description: string;
  mimeType: string;
  text: string;
  _meta?: Record<string, unknown>;
}

/** How long anybody may keep a static resource: it changes with the version of the server only. */
export const STATIC_CACHE: CacheHint = { ttlMs: 86_400_000, cacheScope: "public" };
