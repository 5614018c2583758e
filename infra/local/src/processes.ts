import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { toolEntry } from "./build/builds.ts";
import type { Targets } from "./gateway.ts";
import { freePort } from "./ports.ts";
import { ROOT, type Settings } from "./settings.ts";
import type { ServiceSpec } from "./supervisor.ts";

export interface Plan {
  /** The processes of the product, in the order in which they may start together. */
  services: ServiceSpec[];
  /** Where the gateway finds them. */
  targets: Required<Targets>;
}

const local = (port: number): string => `http://127.0.0.1:${port}`;

/** Settings that every process of the product shares. */
export function sharedEnvironment(
  settings: Settings,
  database_url: string,
  auth_secret: string,
): Record<string, string> {
  return {
    NODE_ENV: settings.is_dev ? "development" : "production",
    DATABASE_URL: database_url,
    // Rights of others never reach a process through the environment of this one.
    MIGRATION_DATABASE_URL: "",
    WEB_DATABASE_URL: "",
    HAWKMOTH_URL: settings.url,
    HAWKMOTH_DATA_DIR: settings.data_dir,
    AUTH_SECRET: auth_secret,
    AUTH_URL: settings.url,
    AUTH_TRUST_HOST: "true",
    HOST: "127.0.0.1",
    NEXT_TELEMETRY_DISABLED: "1",
  };
}

/** Decides ports, command lines and environments of api, worker, mcp and web. */
export async function planProcesses(
  settings: Settings,
  shared: Record<string, string>,
  web_database_url: string,
): Promise<Plan> {
  const [api, mcp, web] = [await freePort(), await freePort(), await freePort()];
  const next = [toolEntry("apps/web", "next", "dist/bin/next"), settings.is_dev ? "dev" : "start"];
  const idle = settings.is_dev ? [] : ["--keepAliveTimeout", "75000"];
  const watch = settings.is_dev ? ["--watch"] : [];
  const internal = { MCP_INTERNAL_SECRET: randomBytes(32).toString("base64url") };
  const withApi = { ...shared, HAWKMOTH_API_URL: local(api) };
  return {
    targets: { api: local(api), mcp: local(mcp), web: local(web) },
    services: [
      {
        name: "api",
        args: [...watch, "src/server.ts"],
        cwd: join(ROOT, "apps/api"),
        env: { ...shared, PORT: String(api), HAWKMOTH_MCP_SERVER_URL: local(mcp), ...internal },
        ready_url: `${local(api)}/api/health`,
      },
      {
        name: "worker",
        args: [...watch, "src/worker.ts"],
        cwd: join(ROOT, "apps/api"),
        env: shared,
      },
      {
        name: "mcp",
        args: [...watch, "src/http.ts"],
        cwd: join(ROOT, "apps/mcp"),
        env: {
          ...withApi,
          DATABASE_URL: "",
          PORT: String(mcp),
          MCP_ENABLED: process.env.MCP_ENABLED ?? "true",
          ...internal,
        },
        ready_url: `${local(mcp)}/mcp`,
      },
      {
        name: "web",
        args: [...next, "--port", String(web), "--hostname", "127.0.0.1", ...idle],
        cwd: join(ROOT, "apps/web"),
        env: { ...withApi, DATABASE_URL: web_database_url, PORT: String(web) },
        ready_url: `${local(web)}/api/auth/session`,
      },
    ],
  };
}
