import { logSafeError } from "@hawkmoth/domain/log-safe-error";
import type { Logger } from "@hawkmoth/services/ports";
import { pino, type DestinationStream } from "pino";

export interface LoggerOptions {
  /** Name of the process in each line. */
  name: string;
  level: "debug" | "info" | "warn" | "error" | "silent";
  /** Where the lines go; stdout unless said. */
  destination?: DestinationStream;
}

/** Structured lines; anything that looks like a credential is left out of them. */
export function createLogger({ name, level, destination }: LoggerOptions): Logger {
  const redacted = [
    "authorization",
    "cookie",
    "password",
    "key",
    "value",
    "lease_token",
    "upload_token",
    "email",
    "params",
  ];
  const paths = redacted.flatMap((secret) => [secret, `*.${secret}`, `*.*.${secret}`]);
  const options = {
    name,
    level,
    redact: { paths, censor: "[redacted]" },
    base: { name, pid: process.pid },
    serializers: { err: (error: unknown) => logSafeError(error) },
  };
  return destination ? pino(options, destination) : pino(options);
}
