import type { ErrorBody } from "@hawkmoth/domain/errors";

const CODES_WITHOUT_ID = new Set<string>(["INVALID_INPUT", "CONFLICT", "NOT_FOUND", "FORBIDDEN", "UNAUTHENTICATED"]);

/** The catalogue's error inside anything a call may throw; a failure of the network becomes INTERNAL with its own words. */
export function errorBodyOf(error: unknown): ErrorBody {
  const body = pick(pick(error, "data"), "error");
  if (isErrorBody(body)) return body;
  return { code: "INTERNAL", message: "Hawkmoth can't be reached.", hint: "Check the connection, then try again." };
}

/** What a person reads about an error: what happened, what to do, and the request id where it helps. */
export function errorText(error: unknown): string {
  const { message, hint, request_id, code } = errorBodyOf(error);
  const id = request_id && !CODES_WITHOUT_ID.has(code) ? `Request ${request_id}.` : "";
  return [message, hint, id].filter(Boolean).join(" ");
}

function pick(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null && key in value ? Reflect.get(value, key) : undefined;
}

function isErrorBody(value: unknown): value is ErrorBody {
  return typeof pick(value, "code") === "string" && typeof pick(value, "message") === "string";
}
