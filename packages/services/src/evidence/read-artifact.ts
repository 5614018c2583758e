import { artifacts, captures } from "@hawkmoth/db/schema/capture";
import type { Artifact } from "@hawkmoth/domain/capture/schema";
import { AppError } from "@hawkmoth/domain/errors";
import { and, eq } from "drizzle-orm";
import { authorize } from "../authorize.ts";
import { DOWNLOADABLE, toArtifact } from "../capture/rows.ts";
import type { ServiceContext } from "../context.ts";
import { inWorkspace } from "../transaction.ts";

/** An artifact and its bytes, for a download. They are opened only when asked for, so that nothing stays open unread. */
export interface ReadableArtifact {
  artifact: Artifact;
  open: () => Promise<AsyncIterable<Uint8Array>>;
}

/**
 * Opens a replay, screenshot or file for somebody who may see its bug. What the reporter's browser sent as replay and
 * logs is never given out, only what was made of it. The content type is what the sender said: serve it as an
 * attachment that no browser interprets.
 * @throws NOT_FOUND
 */
export async function readArtifact(ctx: ServiceContext, input: { artifact_id: string }): Promise<ReadableArtifact> {
  const row = await inWorkspace(ctx, async (tx) => {
    const [found] = await tx
      .select({ artifact: artifacts, project_id: captures.project_id })
      .from(artifacts)
      .innerJoin(
        captures,
        and(eq(captures.workspace_id, artifacts.workspace_id), eq(captures.id, artifacts.capture_id)),
      )
      .where(and(eq(artifacts.workspace_id, ctx.actor.workspace_id), eq(artifacts.id, input.artifact_id)));
    if (!found) throw new AppError("NOT_FOUND");
    authorize(ctx, "bug.read", found.project_id);
    const { artifact } = found;
    const isReady = artifact.status === "STORED" && artifact.bug_id !== null && DOWNLOADABLE.has(artifact.kind);
    if (!isReady) throw new AppError("NOT_FOUND");
    return artifact;
  });
  return { artifact: toArtifact(ctx, row), open: () => ctx.ports.blobs.get(row.blob_key) };
}
