import type { Tx } from "@hawkmoth/db/client";
import { artifacts } from "@hawkmoth/db/schema/capture";
import { CAPTURE_LIMITS } from "@hawkmoth/domain/capture/bundle";
import { AppError } from "@hawkmoth/domain/errors";
import type { GetScreenshotInput, Screenshot } from "@hawkmoth/domain/evidence/schema";
import { and, desc, eq, inArray } from "drizzle-orm";
import { authorize } from "../authorize.ts";
import { assertEvidenceShown } from "../bug/lockdown.ts";
import { bugKeyOf, resolveBugRef } from "../bug/resolve-bug.ts";
import type { ArtifactRow } from "../capture/rows.ts";
import type { ServiceContext } from "../context.ts";
import { inWorkspace } from "../transaction.ts";

const MAX_BYTES = 1024 * 1024;

/**
 * The screenshot of a bug, or another picture of it, scaled down to the width asked for and to 1 MB.
 * @throws NOT_FOUND, UNSUPPORTED_MEDIA_TYPE when it is no picture.
 */
export async function getScreenshot(ctx: ServiceContext, input: GetScreenshotInput): Promise<Screenshot> {
  const { bug_id, key, row } = await inWorkspace(ctx, async (tx) => {
    const bug = await resolveBugRef(tx, ctx, input.bug_id);
    authorize(ctx, "bug.read", bug.project_id);
    assertEvidenceShown(ctx, bug);
    return {
      bug_id: bug.id,
      key: bugKeyOf(bug),
      row: await findPicture(tx, ctx, { bug_id: bug.id, media_id: input.media_id }),
    };
  });
  if (!row) throw noPicture(key, input.media_id);
  const bytes = await readWhole(await ctx.ports.blobs.get(row.blob_key));
  const fitted = await ctx.ports.images.fit(bytes, { max_width: input.max_width, max_bytes: MAX_BYTES });
  const { content_type, width, height } = fitted;
  const data_base64 = Buffer.from(fitted.bytes).toString("base64");
  return { bug_id, media_id: row.id, content_type, width, height, data_base64 };
}

function noPicture(key: string, media_id: string | undefined): AppError {
  if (media_id !== undefined)
    return new AppError("NOT_FOUND", { message: `${key} has no such picture.`, field: "media_id" });
  return new AppError("NOT_FOUND", {
    message: `${key} has no screenshot.`,
    details: { next: "Go on without a picture: none was captured." },
  });
}

async function findPicture(
  tx: Tx,
  ctx: ServiceContext,
  { bug_id, media_id }: { bug_id: string; media_id: string | undefined },
): Promise<ArtifactRow | undefined> {
  const [row] = await tx
    .select()
    .from(artifacts)
    .where(
      and(
        eq(artifacts.workspace_id, ctx.actor.workspace_id),
        eq(artifacts.bug_id, bug_id),
        eq(artifacts.status, "STORED"),
        media_id === undefined
          ? eq(artifacts.kind, "SCREENSHOT")
          : and(eq(artifacts.id, media_id), inArray(artifacts.kind, ["SCREENSHOT", "FILE"])),
      ),
    )
    .orderBy(desc(artifacts.created_at), desc(artifacts.id))
    .limit(1);
  return row;
}

async function readWhole(stream: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let size_bytes = 0;
  for await (const piece of stream) {
    size_bytes += piece.byteLength;
    if (size_bytes > Math.max(CAPTURE_LIMITS.screenshot_bytes, CAPTURE_LIMITS.file_bytes))
      throw new AppError("PAYLOAD_TOO_LARGE");
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}
