import type { Logger } from "@hawkmoth/services/ports";
import { pino, type DestinationStream } from "pino";

export interface LoggerOptions {
  /** Name of the process in each line. */
  name: string;
  level: "debug" | "info" | "warn" | "error" | "silent";
  /** Where the lines go; stdout unless said. */
  destination?: DestinationStream;
}

const MAX_CAUSES = 5;

/** Query builders append the values they sent; those may be anybody's text and never belong into a log. */
function withoutValues(text: string): string {
  return text.replaceAll(/\nparams:[\s\S]*?(?=\n {4}at |$)/g, "");
}

function field(error: Error, name: string): string | undefined {
  const value: unknown = Reflect.get(error, name);
  return typeof value === "string" ? value : undefined;
}

/** What a log keeps of an error: kind, message, place and cause, but no values of queries and no details of rows. */
function safeError(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) return error;
  return {
    type: error.name,
    code: field(error, "code"),
    constraint: field(error, "constraint_name"),
    message: withoutValues(error.message),
    stack: withoutValues(error.stack ?? ""),
    ...(error.cause === undefined || depth === MAX_CAUSES ? {} : { cause: safeError(error.cause, depth + 1) }),
  };
}

/** Structured lines; anything that looks like a credential is left out of them. */
export function createLogger({ name, level, destination }: LoggerOptions): Logger {
  const redacted = ["authorization", "cookie", "password", "key", "value", "lease_token", "upload_token"];
  const paths = redacted.flatMap((secret) => [secret, `*.${secret}`, `*.*.${secret}`]);
  const options = {
    name,
    level,
    redact: { paths, censor: "[redacted]" },
    base: { name, pid: process.pid },
    serializers: { err: (error: unknown) => safeError(error) },
  };
  return destination ? pino(options, destination) : pino(options);
}
