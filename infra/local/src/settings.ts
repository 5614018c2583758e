import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { z } from "zod";
import { StartFailure } from "./failure.ts";

export const ROOT = resolve(import.meta.dirname, "../../..");

const flag = z
  .enum(["0", "1", "true", "false"], { error: "expected 0 or 1" })
  .transform((value) => value === "1" || value === "true");

const port = z
  .string()
  .regex(/^\d+$/, "expected a whole number from 1 to 65535")
  .transform(Number)
  .pipe(
    z.number().min(1, "expected a whole number from 1 to 65535").max(65_535, "expected a whole number from 1 to 65535"),
  );

const databaseUrl = z
  .string()
  .regex(/^postgres(ql)?:\/\//, "expected postgres://user:password@host:port/database")
  .optional();

const Environment = z.object({
  PORT: port.default(3000),
  HOST: z.string().min(1).optional(),
  HAWKMOTH_DATA_DIR: z.string().min(1).default(".hawkmoth"),
  HAWKMOTH_DEMO: flag.default(true),
  HAWKMOTH_URL: z.url({ protocol: /^https?$/, error: "expected a URL such as https://bugs.example.com" }).optional(),
  DATABASE_URL: databaseUrl,
  MIGRATION_DATABASE_URL: databaseUrl,
  WEB_DATABASE_URL: databaseUrl,
  AUTH_SECRET: z.string().min(16, "expected at least 16 characters").optional(),
});

/** Values that are not repeated on screen when they are wrong. */
const SECRET_NAMES = new Set(["AUTH_SECRET", "DATABASE_URL", "MIGRATION_DATABASE_URL", "WEB_DATABASE_URL"]);

/** What `npm start` runs with. */
export interface Settings {
  port: number;
  /** Address to listen on; undefined means loopback only, IPv4 and IPv6. */
  host: string | undefined;
  data_dir: string;
  is_demo: boolean;
  is_dev: boolean;
  /** The one public origin, without a trailing slash. */
  url: string;
  /** Of the login that the api and the worker use; undefined: the embedded Postgres. */
  database_url: string | undefined;
  /** Of the owner of the tables; undefined: `database_url`. */
  migration_database_url: string | undefined;
  /** Of the login that the dashboard's server uses; undefined: `database_url`. */
  web_database_url: string | undefined;
  /** Undefined: the one kept in the data directory. */
  auth_secret: string | undefined;
}

function withoutEmpty(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ""));
}

/** Reads the settings from the environment and from .env. @throws StartFailure naming every bad value in one line. */
export function readSettings(environment: NodeJS.ProcessEnv, args: string[]): Settings {
  const parsed = Environment.safeParse(withoutEmpty(environment));
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => {
      const name = String(issue.path[0]);
      const got = SECRET_NAMES.has(name) ? "" : `, got ${JSON.stringify(environment[name])}`;
      return `${name}: ${issue.message}${got}`;
    });
    throw new StartFailure(problems.join("; "));
  }
  const { data } = parsed;
  return {
    port: data.PORT,
    host: data.HOST,
    data_dir: resolve(ROOT, data.HAWKMOTH_DATA_DIR),
    is_demo: data.HAWKMOTH_DEMO,
    is_dev: args.includes("--dev"),
    url: (data.HAWKMOTH_URL ?? `http://localhost:${data.PORT}`).replace(/\/+$/, ""),
    database_url: data.DATABASE_URL,
    migration_database_url: data.MIGRATION_DATABASE_URL,
    web_database_url: data.WEB_DATABASE_URL,
    auth_secret: data.AUTH_SECRET,
  };
}

/** Adds what .env in the repository says; a variable that is already set wins. */
export function loadDotEnv(): void {
  const file = join(ROOT, ".env");
  if (existsSync(file)) process.loadEnvFile(file);
}
