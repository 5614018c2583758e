import { expectedResponse } from "@hawkmoth/api/errors";
import { requireActor } from "@hawkmoth/api/require-actor";
import type { ApiEnv } from "@hawkmoth/api/rest";
import { AppError } from "@hawkmoth/domain/errors";
import { isId } from "@hawkmoth/domain/ids";
import { readArtifact } from "@hawkmoth/services/evidence/read-artifact";
import { Hono } from "hono";
import { contentDisposition } from "./content-disposition.ts";

/** Streams an artifact to whoever may read its bug. */
export function downloadRoutes(): Hono<ApiEnv> {
  return new Hono<ApiEnv>().get("/artifacts/:artifact_id/content", async (c) => {
    const { service } = c.var.api;
    try {
      const actor = requireActor(c.var.api.caller, "bugs:read");
      const artifact_id = c.req.param("artifact_id");
      if (!isId("artifact", artifact_id)) throw new AppError("NOT_FOUND");
      const found = await readArtifact({ ...service, actor }, { artifact_id });
      const etag = `"${found.artifact.sha256}"`;
      const headers = new Headers({
        etag,
        "cache-control": "private, max-age=0, must-revalidate",
        "content-security-policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
        "cross-origin-resource-policy": "same-origin",
      });
      if (c.req.header("if-none-match") === etag) return new Response(null, { status: 304, headers });
      const { content_type, size_bytes } = found.artifact;
      headers.set("content-type", content_type);
      headers.set("content-length", String(size_bytes));
      headers.set("content-disposition", contentDisposition(found.artifact));
      if (c.req.method === "HEAD") return new Response(null, { headers });
      return new Response(ReadableStream.from(await found.open()), { headers });
    } catch (error) {
      return expectedResponse(error, c.var.request_id);
    }
  });
}
