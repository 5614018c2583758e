import type { ApiEnv } from "@hawkmoth/api/rest";
import { Hono, type MiddlewareHandler } from "hono";
import { cors } from "hono/cors";

/** A page of any origin may ask; whether its report is taken is decided by the key's allowed origins. */
export function ingestCors(): MiddlewareHandler {
  return cors({
    origin: (origin) => origin,
    allowMethods: ["POST", "PUT"],
    allowHeaders: [
      "content-type",
      "x-api-key",
      "authorization",
      "x-upload-token",
      "idempotency-key",
      "x-hawkmoth-client",
    ],
    exposeHeaders: ["x-request-id", "retry-after", "idempotent-replayed"],
    maxAge: 600,
  });
}

/** Reports as one multipart form; the JSON form is a procedure. */
export function ingestRoutes(): Hono<ApiEnv> {
  return new Hono<ApiEnv>();
}
