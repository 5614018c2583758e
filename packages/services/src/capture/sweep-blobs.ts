import { artifacts } from "@hawkmoth/db/schema/capture";
import { and, eq, inArray } from "drizzle-orm";
import { systemContext, type PublicContext } from "../context.ts";
import { inWorkspace } from "../transaction.ts";
import { allWorkspaceIds } from "../workspace/all-workspace-ids.ts";
import { artifactIdOf } from "../ingest/blob-key.ts";
import { deleteBlobs } from "./delete-blobs.ts";

const BATCH = 500;
/** A blob is stored before its row says so; this is much longer than an upload may take. */
const ROW_FOLLOWS_MS = 24 * 3_600_000;
/** An upload that was not written to for this long has ended. */
const UNFINISHED_MS = 3_600_000;

/**
 * Deletes blobs that no row of any workspace names: of bugs that were deleted, and of processes that ended between
 * storing and saying so. Also what broken uploads left. While there is no workspace at all nothing is deleted, because
 * that is how a database looks that does not belong to this store.
 */
export async function sweepBlobs(ctx: PublicContext, now = new Date()): Promise<{ deleted: number }> {
  const { blobs } = ctx.ports;
  await blobs.deleteUnfinished(new Date(now.getTime() - UNFINISHED_MS));
  const workspace_ids = await allWorkspaceIds(ctx);
  if (workspace_ids.length === 0) return { deleted: 0 };
  let deleted = 0;
  let batch: string[] = [];
  const sweep = async () => {
    const orphans = await withoutRow(ctx, workspace_ids, batch);
    await deleteBlobs(ctx, orphans);
    deleted += orphans.length;
    batch = [];
  };
  for await (const key of blobs.keysBefore(new Date(now.getTime() - ROW_FOLLOWS_MS))) {
    batch.push(key);
    if (batch.length === BATCH) await sweep();
  }
  await sweep();
  return { deleted };
}

/** Keys that no artifact has. Only keys of our own making are judged: they name their artifact. */
async function withoutRow(
  ctx: PublicContext,
  workspace_ids: readonly string[],
  keys: readonly string[],
): Promise<string[]> {
  const unknown = new Map<string, string>();
  for (const key of keys) {
    const id = artifactIdOf(key);
    if (id !== null) unknown.set(key, id);
  }
  for (const workspace_id of workspace_ids) {
    if (unknown.size === 0) break;
    const service = systemContext(ctx, workspace_id);
    const rows = await inWorkspace(service, (tx) =>
      tx
        .select({ blob_key: artifacts.blob_key })
        .from(artifacts)
        .where(and(eq(artifacts.workspace_id, workspace_id), inArray(artifacts.id, [...unknown.values()]))),
    );
    for (const { blob_key } of rows) unknown.delete(blob_key);
  }
  return [...unknown.keys()];
}
