import { isDatabaseOutage, unavailable } from "@hawkmoth/domain/database-outage";
import { AppError, invalidInput, toErrorBody, type ErrorBody, type ErrorCode } from "@hawkmoth/domain/errors";
import { TRPCError } from "@trpc/server";
import { z } from "zod";

type TrpcCode = TRPCError["code"];

const TRPC_CODES: Readonly<Record<ErrorCode, TrpcCode>> = {
  INVALID_INPUT: "BAD_REQUEST",
  UNAUTHENTICATED: "UNAUTHORIZED",
  INSUFFICIENT_SCOPE: "FORBIDDEN",
  FORBIDDEN: "FORBIDDEN",
  NOT_FOUND: "NOT_FOUND",
  CONFLICT: "CONFLICT",
  LEASE_LOST: "CONFLICT",
  IDEMPOTENCY_KEY_REUSED: "CONFLICT",
  PAYLOAD_TOO_LARGE: "PAYLOAD_TOO_LARGE",
  UNSUPPORTED_MEDIA_TYPE: "UNSUPPORTED_MEDIA_TYPE",
  RATE_LIMITED: "TOO_MANY_REQUESTS",
  QUOTA_EXCEEDED: "PAYMENT_REQUIRED",
  UNAVAILABLE: "SERVICE_UNAVAILABLE",
  INTERNAL: "INTERNAL_SERVER_ERROR",
};

/** The catalogue error behind anything thrown on the way of a call; unknown causes become INTERNAL. */
export function toAppError(thrown: unknown): AppError {
  const error = knownError(thrown);
  return error.code === "INTERNAL" && isDatabaseOutage(error) ? unavailable(error) : error;
}

function knownError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  if (!(thrown instanceof TRPCError)) return new AppError("INTERNAL", { cause: thrown });
  const { cause } = thrown;
  if (cause instanceof AppError) return cause;
  switch (thrown.code) {
    case "BAD_REQUEST":
      return cause instanceof z.ZodError ? invalidInput(cause) : new AppError("INVALID_INPUT", { cause: thrown });
    case "PARSE_ERROR":
      return new AppError("INVALID_INPUT", { message: "The body is not valid JSON.", cause: thrown });
    case "NOT_FOUND":
    case "METHOD_NOT_SUPPORTED":
      return new AppError("NOT_FOUND", { message: "There is no such operation.", cause: thrown });
    case "UNSUPPORTED_MEDIA_TYPE":
      return new AppError("UNSUPPORTED_MEDIA_TYPE", { cause: thrown });
    case "PAYLOAD_TOO_LARGE":
      return new AppError("PAYLOAD_TOO_LARGE", { cause: thrown });
    default:
      return new AppError("INTERNAL", { cause: thrown });
  }
}

/** The same error as tRPC sends it, so that its HTTP status is the catalogue's. */
export function toTrpcError(thrown: unknown): TRPCError {
  const cause = toAppError(thrown);
  return new TRPCError({ code: TRPC_CODES[cause.code], message: cause.message, cause });
}

/** `{ error }` as REST answers it, with the status and headers that go with it. */
export function errorResponse(thrown: unknown, request_id: string): Response {
  const error = toAppError(thrown);
  const body: { error: ErrorBody } = { error: toErrorBody(error, request_id) };
  const headers = new Headers({ "content-type": "application/json" });
  if (error.options.retry_after_s !== undefined) headers.set("retry-after", String(error.options.retry_after_s));
  const challenge = challengeOf(error);
  if (challenge !== null) headers.set("www-authenticate", challenge);
  return new Response(JSON.stringify(body), { status: error.status, headers });
}

/** What a credential lacks, in the words of RFC 6750, 3; null when it is not for that that the call was refused. */
function challengeOf({ code, options }: AppError): string | null {
  if (code === "UNAUTHENTICATED") return 'Bearer realm="hawkmoth"';
  const scope = options.details?.["scope"];
  if (code !== "INSUFFICIENT_SCOPE" || typeof scope !== "string") return null;
  return `Bearer realm="hawkmoth", error="insufficient_scope", scope="${scope}"`;
}

/** Like `errorResponse`, for errors a caller can do something about; one that lies with us goes on to whoever logs it. */
export function expectedResponse(thrown: unknown, request_id: string): Response {
  if (toAppError(thrown).code === "INTERNAL") throw thrown;
  return errorResponse(thrown, request_id);
}
