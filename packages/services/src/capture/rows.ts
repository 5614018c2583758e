import type { Tx } from "@hawkmoth/db/client";
import { artifacts, captures } from "@hawkmoth/db/schema/capture";
import type { Artifact, Capture } from "@hawkmoth/domain/capture/schema";
import { and, asc, desc, eq } from "drizzle-orm";
import type { ServiceContext } from "../context.ts";

/** A row of the capture table. */
export type CaptureRow = typeof captures.$inferSelect;
/** A row of the artifact table. */
export type ArtifactRow = typeof artifacts.$inferSelect;

/** What people and agents may download: what was cleaned, and what the reporter attached on purpose. */
export const DOWNLOADABLE = new Set<ArtifactRow["kind"]>(["REPLAY_CLEAN", "SCREENSHOT", "FILE"]);

/** The capture that a bug shows: its newest. */
export async function latestCapture(tx: Tx, ctx: ServiceContext, bug_id: string): Promise<CaptureRow | null> {
  const [row] = await tx
    .select()
    .from(captures)
    .where(and(eq(captures.workspace_id, ctx.actor.workspace_id), eq(captures.bug_id, bug_id)))
    .orderBy(desc(captures.created_at), desc(captures.id))
    .limit(1);
  return row ?? null;
}

/** Stored artifacts of a capture, oldest first. */
export async function artifactsOf(tx: Tx, capture: Pick<CaptureRow, "workspace_id" | "id">): Promise<ArtifactRow[]> {
  return await tx
    .select()
    .from(artifacts)
    .where(
      and(
        eq(artifacts.workspace_id, capture.workspace_id),
        eq(artifacts.capture_id, capture.id),
        eq(artifacts.status, "STORED"),
      ),
    )
    .orderBy(asc(artifacts.created_at), asc(artifacts.id));
}

/** An artifact as it stands on the wire. */
export function toArtifact(ctx: ServiceContext, row: ArtifactRow): Artifact {
  return {
    id: row.id,
    kind: row.kind,
    content_type: row.content_type,
    file_name: row.file_name,
    size_bytes: row.size_bytes,
    sha256: row.sha256 ?? "",
    url: `${ctx.web_origin}/api/v1/artifacts/${row.id}/content`,
  };
}

/** Reading a capture takes a minute or two; one that began longer ago was broken off. */
export const STUCK_AFTER_MS = 10 * 60_000;

/** True when reading the capture again may help: it failed and may succeed, or its reading was broken off. */
export function isRetryable(row: CaptureRow): boolean {
  if (row.status === "FAILED") return row.is_retryable;
  if (row.status !== "UPLOADED" && row.status !== "PROCESSING") return false;
  const since = row.started_at ?? row.completed_at ?? row.created_at;
  return Date.now() - Date.parse(since) > STUCK_AFTER_MS;
}

/** A capture as it stands on the wire, with what of it can be downloaded. */
export function toCapture(ctx: ServiceContext, row: CaptureRow, stored: readonly ArtifactRow[]): Capture {
  return {
    id: row.id,
    status: row.status,
    failure: row.status === "FAILED" ? row.failure : null,
    is_retryable: isRetryable(row),
    counts: row.counts,
    duration_ms: row.duration_ms,
    artifacts: stored.filter((each) => DOWNLOADABLE.has(each.kind)).map((each) => toArtifact(ctx, each)),
    created_at: row.created_at,
  };
}
