import { parseAddressRanges } from "@hawkmoth/domain/address/client-address";
import { z } from "zod";

const Flag = z.enum(["true", "false", "1", "0"]).transform((text) => text === "true" || text === "1");

const Count = z.coerce.number().int().min(1);

const DatabaseUrl = z.url({
  protocol: /^postgres(ql)?$/,
  error: "expected postgres://user:password@host/database",
});

const Env = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(3001),
  HOST: z.string().min(1).default("127.0.0.1"),
  DATABASE_URL: DatabaseUrl,
  /** Of the owner of the tables; only the seed is given it. */
  MIGRATION_DATABASE_URL: DatabaseUrl.optional(),
  HAWKMOTH_URL: z
    .url({ protocol: /^https?$/, error: "expected an http or https address" })
    .transform((url) => new URL(url).origin),
  /** Where the MCP server's own health route answers, for the settings page; never through the public origin. */
  HAWKMOTH_MCP_SERVER_URL: z.url({ protocol: /^https?$/, error: "expected an http or https address" }).optional(),
  HAWKMOTH_DATA_DIR: z.string().min(1),
  AUTH_SECRET: z.string().min(16, "use at least 16 characters"),
  /** Shared with the MCP server of this installation alone: reports of calls with it are believed. */
  MCP_INTERNAL_SECRET: z.string().min(16, "use at least 16 characters").optional(),
  LOG_LEVEL: z.enum(["debug", "info", "warn", "error", "silent"]).default("info"),
  TRUSTED_PROXIES: z
    .string()
    .default("")
    .transform((text, ctx) => {
      const { ranges, invalid } = parseAddressRanges(text);
      for (const item of invalid)
        ctx.addIssue({ code: "custom", message: `${JSON.stringify(item)} is neither an address nor a range` });
      return ranges;
    }),
  DATABASE_PREPARE: Flag.default(true),
  LIMIT_SIGN_UP_PER_HOUR: Count.default(5),
  LIMIT_PAIRING_PER_HOUR: Count.default(30),
  LIMIT_OAUTH_REGISTER_PER_HOUR: Count.default(60),
  LIMIT_OAUTH_AUTHORIZE_PER_MINUTE: Count.default(30),
  LIMIT_OAUTH_TOKEN_PER_MINUTE: Count.default(120),
  LIMIT_VERIFY_KEY_PER_MINUTE: Count.default(30),
  LIMIT_INGEST_KEY_PER_MINUTE: Count.default(60),
  LIMIT_INGEST_IP_PER_MINUTE: Count.default(20),
  LIMIT_INGEST_IP_PER_DAY: Count.default(200),
  LIMIT_INGEST_MEMBER_PER_DAY: Count.default(1000),
  LIMIT_INGEST_PROJECT_PER_DAY: Count.default(1000),
  LIMIT_REST_PER_MINUTE: Count.default(600),
  LIMIT_MCP_PER_MINUTE: Count.default(600),
  LIMIT_MCP_IP_PER_MINUTE: Count.default(3000),
  /** Event streams that one member or agent may have open on one process. */
  LIMIT_EVENT_STREAMS: Count.default(20),
  EVENT_RECHECK_MS: Count.default(10_000),
  EVENT_RETENTION_DAYS: Count.default(7),
});

/** Everything the processes of this app read from the environment, parsed once. */
export type Env = z.infer<typeof Env>;

/** Parses the environment, or says in one line which value is wrong. */
export function parseEnv(source: NodeJS.ProcessEnv): { env: Env } | { problem: string } {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ""));
  const parsed = Env.safeParse(given);
  if (parsed.success) return { env: parsed.data };
  const lines = parsed.error.issues.map((issue) => {
    const name = issue.path.join(".");
    return given[name] === undefined ? `${name} is not set` : `${name} is not valid: ${issue.message}`;
  });
  return { problem: lines.join("; ") };
}

/** The environment of this process; prints one line and ends it when a value is wrong. */
export function readEnv(): Env {
  const result = parseEnv(process.env);
  if ("env" in result) return result.env;
  console.error(`hawkmoth: ${result.problem}`);
  process.exit(1);
}
