import { AppError } from "./errors.ts";

/** What the client of Postgres says when it has no connection, or loses it. */
const CLIENT_CODES = new Set(["CONNECTION_CLOSED", "CONNECTION_ENDED", "CONNECTION_DESTROYED", "CONNECT_TIMEOUT"]);
/** What Node says of a connection that can't be made or breaks; on other calls the same codes mean something else. */
const SOCKET_CALLS = new Set(["connect", "read", "write", "getaddrinfo"]);
/**
 * SQLSTATE of a server that starts, stops or takes no more connections: connection exceptions (08), too many connections
 * and operator intervention, except for a cancelled query (57014).
 */
const SERVER_CODES = /^(?:08...|53300|57P0[1-5])$/;

const RETRY_AFTER_S = 5;
const MAX_CAUSES = 8;

function isOutageItself(error: object): boolean {
  const code: unknown = Reflect.get(error, "code");
  if (typeof code !== "string") return false;
  if (CLIENT_CODES.has(code) || SERVER_CODES.test(code)) return true;
  const call: unknown = Reflect.get(error, "syscall");
  return typeof call === "string" && SOCKET_CALLS.has(call);
}

function partsOf(error: object): unknown[] {
  const errors: unknown = Reflect.get(error, "errors");
  return [Reflect.get(error, "cause"), ...(Array.isArray(errors) ? errors : [])];
}

/** True when something failed because the database could not be reached, however the error is wrapped. */
export function isDatabaseOutage(error: unknown, depth = 0): boolean {
  if (typeof error !== "object" || error === null || depth > MAX_CAUSES) return false;
  return isOutageItself(error) || partsOf(error).some((part) => isDatabaseOutage(part, depth + 1));
}

/** The error a caller gets while the database is away. */
export function unavailable(cause: unknown): AppError {
  return new AppError("UNAVAILABLE", { retry_after_s: RETRY_AFTER_S, cause });
}
