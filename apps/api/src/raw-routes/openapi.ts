import { openApiDocument } from "@hawkmoth/api/openapi";
import type { ApiEnv } from "@hawkmoth/api/rest";
import { Hono } from "hono";

/** The OpenAPI document, made once. */
export function openApiRoutes(): Hono<ApiEnv> {
  const text = JSON.stringify(openApiDocument());
  return new Hono<ApiEnv>().get("/openapi.json", (c) =>
    c.body(text, 200, { "content-type": "application/json", "cache-control": "public, max-age=300" }),
  );
}
