import { expectedResponse } from "@hawkmoth/api/errors";
import type { ApiEnv } from "@hawkmoth/api/rest";
import { AppError } from "@hawkmoth/domain/errors";
import { isId } from "@hawkmoth/domain/ids";
import { storeUpload } from "@hawkmoth/services/ingest/store-upload";
import { Hono } from "hono";

/** Takes the bytes of an announced file as they come. The upload token is the credential; nothing is buffered. */
export function uploadRoutes(): Hono<ApiEnv> {
  return new Hono<ApiEnv>().put("/ingest/uploads/:artifact_id", async (c) => {
    const { service } = c.var.api;
    try {
      const artifact_id = c.req.param("artifact_id");
      const upload_token = c.req.header("x-upload-token");
      if (!upload_token)
        throw new AppError("UNAUTHENTICATED", { hint: "Send the X-Upload-Token of the upload target." });
      if (!isId("artifact", artifact_id)) throw new AppError("NOT_FOUND");
      const stream = c.req.raw.body;
      if (!stream) throw new AppError("INVALID_INPUT", { message: "The body is empty." });
      const content_type = c.req.header("content-type") ?? "application/octet-stream";
      return c.json(await storeUpload(service, { artifact_id, upload_token, content_type, stream }));
    } catch (error) {
      if (c.req.raw.signal.aborted)
        return expectedResponse(
          new AppError("INVALID_INPUT", { message: "The connection ended before the file did." }),
          c.var.request_id,
        );
      return expectedResponse(error, c.var.request_id);
    }
  });
}
