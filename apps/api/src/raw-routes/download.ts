import { expectedResponse } from "@hawkmoth/api/errors";
import { requireActor } from "@hawkmoth/api/require-actor";
import type { ApiEnv } from "@hawkmoth/api/rest";
import type { Artifact } from "@hawkmoth/domain/capture/schema";
import { AppError } from "@hawkmoth/domain/errors";
import { isId } from "@hawkmoth/domain/ids";
import { readArtifact } from "@hawkmoth/services/evidence/read-artifact";
import { Hono } from "hono";

/** Types of a screenshot that a browser may show in place. */
const SHOWN = new Set(["image/png", "image/jpeg", "image/webp"]);

/** Anything but a screenshot is saved, so that no file that somebody attached ever opens as a page of ours. */
function disposition({ kind: artifact_kind, content_type, file_name, id }: Artifact): string {
  const name = file_name ?? id;
  const ascii = name.replaceAll(/[^\w. -]/g, "_");
  const kind = artifact_kind === "SCREENSHOT" && SHOWN.has(content_type) ? "inline" : "attachment";
  return `${kind}; filename="${ascii}"; filename*=UTF-8''${encodeURIComponent(name)}`;
}

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
      headers.set("content-disposition", disposition(found.artifact));
      if (c.req.method === "HEAD") return new Response(null, { headers });
      return new Response(ReadableStream.from(await found.open()), { headers });
    } catch (error) {
      return expectedResponse(error, c.var.request_id);
    }
  });
}
