import type { ErrorCode } from "@hawkmoth/domain/errors";
import { inputParts } from "./json-schema.ts";
import type { Operation } from "./operation.ts";

/** True when the operation is called with a body, JSON or bytes. */
function hasBody(operation: Operation): boolean {
  if (operation.path === "ingest.upload") return true;
  return operation.type === "mutation" && operation.rest.method !== "GET" && inputParts(operation).rest.length > 0;
}

function accessErrors({ scope, path }: Operation): ErrorCode[] {
  if (path === "ingest.upload") return ["UNAUTHENTICATED"];
  if (scope === "public") return [];
  return ["UNAUTHENTICATED", "INSUFFICIENT_SCOPE", "FORBIDDEN"];
}

function writeErrors(operation: Operation): ErrorCode[] {
  if (operation.type !== "mutation") return [];
  const isBound = Object.hasOwn(operation.input?.shape ?? {}, "lease_token");
  return ["CONFLICT", ...(isBound ? (["LEASE_LOST"] as const) : []), "IDEMPOTENCY_KEY_REUSED"];
}

/** Every error that the operation can give over REST, in the order of the catalogue's status codes. INTERNAL is any's. */
export function errorsOf(operation: Operation): ErrorCode[] {
  return [
    "INVALID_INPUT",
    ...accessErrors(operation),
    "NOT_FOUND",
    ...writeErrors(operation),
    ...(hasBody(operation) ? (["PAYLOAD_TOO_LARGE", "UNSUPPORTED_MEDIA_TYPE"] as const) : operation.errors),
    "RATE_LIMITED",
  ];
}
