import { bugs } from "@hawkmoth/db/schema/bug";
import { artifacts, captures } from "@hawkmoth/db/schema/capture";
import { projects } from "@hawkmoth/db/schema/project";
import type { Artifact } from "@hawkmoth/domain/capture/schema";
import { AppError } from "@hawkmoth/domain/errors";
import { and, eq } from "drizzle-orm";
import { authorize } from "../authorize.ts";
import { assertEvidenceShown } from "../bug/lockdown.ts";
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
 * @throws NOT_FOUND, FORBIDDEN while lockdown hides them
 */
export async function readArtifact(ctx: ServiceContext, input: { artifact_id: string }): Promise<ReadableArtifact> {
  const row = await inWorkspace(ctx, async (tx) => {
    const [found] = await tx
      .select({
        artifact: artifacts,
        project_id: captures.project_id,
        created_by_type: bugs.created_by_type,
        trusted_at: bugs.trusted_at,
        is_locked_down: projects.is_locked_down,
      })
      .from(artifacts)
      .innerJoin(bugs, and(eq(bugs.workspace_id, artifacts.workspace_id), eq(bugs.id, artifacts.bug_id)))
      .innerJoin(projects, and(eq(projects.workspace_id, bugs.workspace_id), eq(projects.id, bugs.project_id)))
      .innerJoin(
        captures,
        and(eq(captures.workspace_id, artifacts.workspace_id), eq(captures.id, artifacts.capture_id)),
      )
      .where(and(eq(artifacts.workspace_id, ctx.actor.workspace_id), eq(artifacts.id, input.artifact_id)));
    if (!found) throw new AppError("NOT_FOUND");
    authorize(ctx, "bug.read", found.project_id);
    const { artifact } = found;
    if (artifact.status !== "STORED" || !DOWNLOADABLE.has(artifact.kind)) throw new AppError("NOT_FOUND");
    assertEvidenceShown(ctx, found);
    return artifact;
  });
  return { artifact: toArtifact(ctx, row), open: () => ctx.ports.blobs.get(row.blob_key) };
}
