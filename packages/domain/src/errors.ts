import { z } from "zod";

interface CatalogueEntry {
  status: number;
  message: string;
  hint?: string;
}

/** Every error Hawkmoth answers with: HTTP status, safe message and what to do about it. */
export const ERRORS = {
  INVALID_INPUT: { status: 400, message: "The input is not valid." },
  UNAUTHENTICATED: {
    status: 401,
    message: "Sign in or send a valid key.",
    hint: "Send 'Authorization: Bearer hm_key_…' or sign in to the dashboard.",
  },
  INSUFFICIENT_SCOPE: {
    status: 403,
    message: "The key lacks a scope this call needs.",
    hint: "Create a key with that scope under MCP Connections or Keys.",
  },
  FORBIDDEN: { status: 403, message: "Your role does not allow this.", hint: "Ask a project owner." },
  NOT_FOUND: { status: 404, message: "No such thing, or it is not visible to you." },
  CONFLICT: { status: 409, message: "The state changed or does not allow this.", hint: "Read it again, then retry." },
  LEASE_LOST: {
    status: 409,
    message: "The lease of this task is no longer yours; nothing was changed.",
    hint: "Stop work on it and claim again.",
  },
  IDEMPOTENCY_KEY_REUSED: {
    status: 409,
    message: "This Idempotency-Key was used with another body.",
    hint: "Use a fresh key for a new request.",
  },
  PAYLOAD_TOO_LARGE: { status: 413, message: "The payload is larger than allowed." },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, message: "This content type is not accepted here." },
  RATE_LIMITED: { status: 429, message: "Too many requests.", hint: "Wait for Retry-After seconds." },
  QUOTA_EXCEEDED: { status: 402, message: "A quota of this workspace is used up." },
  UNAVAILABLE: {
    status: 503,
    message: "Hawkmoth can't reach its database right now.",
    hint: "Try again in a few seconds; repeat a write with the same Idempotency-Key.",
  },
  INTERNAL: {
    status: 500,
    message: "Something failed on our side.",
    hint: "Retry; quote the request id if it persists.",
  },
} as const satisfies Record<string, CatalogueEntry>;

/** Codes of the catalogue. */
export const ErrorCode = z.enum([
  "INVALID_INPUT",
  "UNAUTHENTICATED",
  "INSUFFICIENT_SCOPE",
  "FORBIDDEN",
  "NOT_FOUND",
  "CONFLICT",
  "LEASE_LOST",
  "IDEMPOTENCY_KEY_REUSED",
  "PAYLOAD_TOO_LARGE",
  "UNSUPPORTED_MEDIA_TYPE",
  "RATE_LIMITED",
  "QUOTA_EXCEEDED",
  "UNAVAILABLE",
  "INTERNAL",
]);
export type ErrorCode = z.infer<typeof ErrorCode>;

/** The one error object of REST bodies (`{ error }`), tRPC data and MCP results. */
export const ErrorBody = z.object({
  code: ErrorCode,
  message: z.string(),
  field: z.string().optional(),
  expected: z.array(z.string()).optional(),
  hint: z.string().optional(),
  details: z.record(z.string(), z.unknown()).optional(),
  request_id: z.string().optional(),
});
export type ErrorBody = z.infer<typeof ErrorBody>;

/** What an error may say beyond its code; all of it is shown to the caller but `cause`. */
export interface AppErrorOptions {
  message?: string;
  field?: string;
  expected?: readonly string[];
  hint?: string;
  details?: Record<string, unknown>;
  /** Seconds until a retry makes sense; becomes Retry-After. */
  retry_after_s?: number;
  cause?: unknown;
}

/** An error of the catalogue. Its message and details are safe to show; the cause is for the log only. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly options: AppErrorOptions;

  constructor(code: ErrorCode, options: AppErrorOptions = {}) {
    super(options.message ?? ERRORS[code].message, { cause: options.cause });
    this.name = "AppError";
    this.code = code;
    this.options = options;
  }

  get status(): number {
    return ERRORS[this.code].status;
  }
}

/** A thrown value as an error of the catalogue; unknown ones become INTERNAL. */
export function toAppError(error: unknown): AppError {
  return error instanceof AppError ? error : new AppError("INTERNAL", { cause: error });
}

/** Encodes any thrown value for the wire; unknown errors become INTERNAL and reveal nothing. */
export function toErrorBody(error: unknown, request_id?: string): ErrorBody {
  const known = toAppError(error);
  const entry: CatalogueEntry = ERRORS[known.code];
  const { field, expected, details } = known.options;
  const hint = known.options.hint ?? entry.hint;
  return {
    code: known.code,
    message: known.message,
    ...(field === undefined ? {} : { field }),
    ...(expected === undefined ? {} : { expected: [...expected] }),
    ...(hint === undefined ? {} : { hint }),
    ...(details === undefined ? {} : { details }),
    ...(request_id === undefined ? {} : { request_id }),
  };
}

/** Turns zod's first issue into INVALID_INPUT with the exact text promised for enums. */
export function invalidInput(error: z.ZodError): AppError {
  const issue = error.issues[0];
  if (!issue) return new AppError("INVALID_INPUT");
  const field = issue.path.filter((part) => typeof part !== "number").join(".") || undefined;
  if (issue.code === "invalid_value") {
    const expected = issue.values.map(String);
    return new AppError("INVALID_INPUT", {
      message: `Invalid '${field ?? "value"}': expected one of ${expected.join("|")}`,
      field,
      expected,
    });
  }
  if (issue.code === "unrecognized_keys") {
    const key = issue.keys[0] ?? "";
    return new AppError("INVALID_INPUT", { message: `Unknown field '${key}'`, field: key });
  }
  const name = field ?? "input";
  const isMissing = issue.code === "invalid_type" && issue.message.endsWith("received undefined");
  const message = isMissing ? `Missing '${name}'` : `Invalid '${name}': ${wording(issue)}`;
  return new AppError("INVALID_INPUT", { message, field });
}

const TYPES: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "an object",
  record: "an object",
  null: "null",
};

const FORMATS: Readonly<Record<string, string>> = {
  datetime: "a time in UTC such as 2026-11-30T10:30:00Z",
  date: "a day such as 2026-11-30",
  email: "an e-mail address",
  url: "an address that begins with http:// or https://",
};

/** How zod's own messages begin; those that a schema brings are ours and stay. */
const OF_THE_LIBRARY = /^(?:Invalid|Too big|Too small|Unrecognized)\b/;

/** What an issue expects, in our words. */
function wording(issue: z.core.$ZodIssue): string {
  if (!OF_THE_LIBRARY.test(issue.message)) return issue.message;
  switch (issue.code) {
    case "invalid_type":
      return `expected ${TYPES[issue.expected] ?? "another value"}`;
    case "too_big":
      return `expected ${amount(issue.maximum, issue.origin)} or less`;
    case "too_small":
      return Number(issue.minimum) === 1 && issue.origin === "string"
        ? "it must not be empty"
        : `expected ${amount(issue.minimum, issue.origin)} or more`;
    case "invalid_format":
      return `expected ${FORMATS[issue.format] ?? "another form"}`;
    default:
      return "this value is not taken here";
  }
}

function amount(limit: number | bigint, origin: string): string {
  if (origin === "string") return `${limit} characters`;
  return origin === "array" || origin === "set" ? `${limit} entries` : String(limit);
}
