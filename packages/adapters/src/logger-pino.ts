import type { Logger } from "@hawkmoth/services/ports";
import { pino } from "pino";

export interface LoggerOptions {
  /** Name of the process in each line. */
  name: string;
  level: "debug" | "info" | "warn" | "error" | "silent";
}

/** Structured lines on stdout; anything that looks like a credential is left out of them. */
export function createLogger({ name, level }: LoggerOptions): Logger {
  const redacted = ["authorization", "cookie", "password", "key", "value", "lease_token", "upload_token"];
  const paths = redacted.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]);
  return pino({ name, level, redact: { paths, censor: "[redacted]" }, base: { name, pid: process.pid } });
}
