/** What one package of the workspace may import. Keys are directory-independent package tags. */
export interface ImportRule {
  directory: string;
  package: string;
  /** Tags of workspace packages whose code may be imported. */
  may: string[];
  /** Tags whose types may be imported, with the subpaths that are open ("*" for all). */
  types?: Record<string, string[]>;
  /** Tags that only tests may import: what they drive from outside lies in another layer. */
  tests?: string[];
  /** External modules that must not be imported: exact names, or a prefix ending in "*". */
  never?: string[];
}

const DATABASE = ["drizzle-orm", "drizzle-orm/*", "postgres", "graphile-worker"];
const RUNTIME = ["node:*", ...DATABASE];

/** The import table of ARCHITECTURE.md. turbo.json and the lint plugin are checked against it. */
export const importTable: Record<string, ImportRule> = {
  domain: { directory: "packages/domain", package: "@hawkmoth/domain", may: [], never: RUNTIME },
  ui: { directory: "packages/ui", package: "@hawkmoth/ui", may: [], never: RUNTIME },
  config: { directory: "packages/config", package: "@hawkmoth/config", may: [] },
  db: { directory: "packages/db", package: "@hawkmoth/db", may: ["domain"] },
  capture: { directory: "packages/capture", package: "@hawkmoth/capture", may: ["domain"], never: RUNTIME },
  replay: { directory: "packages/replay", package: "@hawkmoth/replay", may: ["domain"], never: RUNTIME },
  services: { directory: "packages/services", package: "@hawkmoth/services", may: ["domain", "db", "replay"] },
  adapters: {
    directory: "packages/adapters",
    package: "@hawkmoth/adapters",
    may: ["domain"],
    types: { services: ["ports", "ports/*"] },
  },
  auth: { directory: "packages/auth", package: "@hawkmoth/auth", may: ["domain", "db"] },
  api: { directory: "packages/api", package: "@hawkmoth/api", may: ["domain", "services", "auth"], never: DATABASE },
  client: { directory: "packages/client", package: "@hawkmoth/client", may: ["domain"], never: DATABASE },
  mcp: { directory: "packages/mcp", package: "@hawkmoth/mcp", may: ["domain", "client"], never: DATABASE },
  "mcp-app": { directory: "packages/mcp-app", package: "@hawkmoth/mcp-app", may: ["domain"], never: DATABASE },
  web: {
    directory: "apps/web",
    package: "@hawkmoth/web",
    may: ["domain", "ui", "replay", "client", "auth"],
    types: { api: ["*"] },
    never: DATABASE,
  },
  "api-server": {
    directory: "apps/api",
    package: "@hawkmoth/api-server",
    may: ["domain", "api", "adapters", "auth", "db", "services"],
    tests: ["mcp"],
  },
  "mcp-server": {
    directory: "apps/mcp",
    package: "@hawkmoth/mcp-server",
    may: ["domain", "mcp", "mcp-app", "client"],
    never: DATABASE,
  },
  extension: {
    directory: "apps/extension",
    package: "@hawkmoth/extension",
    may: ["domain", "capture", "client", "ui"],
    never: RUNTIME,
  },
  local: { directory: "infra/local", package: "@hawkmoth/local", may: ["db", "domain"] },
  e2e: { directory: "e2e", package: "@hawkmoth/e2e", may: ["domain", "client"] },
};

/**
 * Every tag that a package reaches, directly or through what it imports. `turbo boundaries` judges the whole reach,
 * so this closure is what turbo.json allows; the direct rows are enforced by the lint plugin and by package.json.
 */
export function reachOf(tag: string, seen = new Set<string>()): Set<string> {
  const rule = importTable[tag];
  for (const next of rule ? [...rule.may, ...Object.keys(rule.types ?? {}), ...(rule.tests ?? [])] : []) {
    if (seen.has(next)) continue;
    seen.add(next);
    reachOf(next, seen);
  }
  return seen;
}
