import { artifacts, captures } from "@hawkmoth/db/schema/capture";
import { and, eq, inArray, sql } from "drizzle-orm";
import { authorize } from "../authorize.ts";
import { systemContext, type PublicContext, type ServiceContext } from "../context.ts";
import { inWorkspace } from "../transaction.ts";
import { allWorkspaceIds } from "../workspace/all-workspace-ids.ts";
import { deleteBlobs } from "./delete-blobs.ts";

const BATCH = 100;
/** How long a sender has to send its files and say so. */
const KEPT = sql`interval '24 hours'`;

/**
 * Forgets reports whose sender never said that all files were there, with the files that did come. Safe to run twice
 * or on many replicas: a report that is being completed is locked and skipped. Rows go first, so that no row is left
 * without its bytes; a file whose deletion fails is logged.
 * @returns how many reports were forgotten.
 */
export async function sweepCaptures(ctx: PublicContext): Promise<{ forgotten: number }> {
  let forgotten = 0;
  for (const id of await allWorkspaceIds(ctx)) {
    const service = systemContext(ctx, id);
    for (let swept = BATCH; swept === BATCH; forgotten += swept) swept = await sweepBatch(service);
  }
  return { forgotten };
}

async function sweepBatch(ctx: ServiceContext): Promise<number> {
  const { count, blob_keys } = await forget(ctx);
  await deleteBlobs(ctx, blob_keys);
  return count;
}

function forget(ctx: ServiceContext): Promise<{ count: number; blob_keys: string[] }> {
  const { workspace_id } = ctx.actor;
  return inWorkspace(ctx, async (tx) => {
    const old = await tx
      .select({ id: captures.id, project_id: captures.project_id })
      .from(captures)
      .where(
        and(
          eq(captures.workspace_id, workspace_id),
          eq(captures.status, "PENDING"),
          sql`${captures.created_at} < now() - ${KEPT}`,
        ),
      )
      .limit(BATCH)
      .for("update", { skipLocked: true });
    if (old.length === 0) return { count: 0, blob_keys: [] };
    for (const { project_id } of old) authorize(ctx, "capture.retry", project_id);
    const ids = old.map(({ id }) => id);
    const files = await tx
      .delete(artifacts)
      .where(and(eq(artifacts.workspace_id, workspace_id), inArray(artifacts.capture_id, ids)))
      .returning({ blob_key: artifacts.blob_key, status: artifacts.status });
    await tx.delete(captures).where(and(eq(captures.workspace_id, workspace_id), inArray(captures.id, ids)));
    return {
      count: old.length,
      blob_keys: files.filter(({ status }) => status === "STORED").map(({ blob_key }) => blob_key),
    };
  });
}
