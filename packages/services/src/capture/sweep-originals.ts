import type { Tx } from "@hawkmoth/db/client";
import { artifacts, captures } from "@hawkmoth/db/schema/capture";
import { and, eq, inArray, sql, type SQL } from "drizzle-orm";
import { authorize } from "../authorize.ts";
import { systemContext, type PublicContext, type ServiceContext } from "../context.ts";
import { inWorkspace } from "../transaction.ts";
import { allWorkspaceIds } from "../workspace/all-workspace-ids.ts";
import { deleteBlobs } from "./delete-blobs.ts";
import { forgetOriginals, ORIGINALS } from "./original-artifacts.ts";

const BATCH = 100;
/** How long what was recorded waits for another try after reading it failed. */
const KEPT = sql`interval '7 days'`;

/**
 * Deletes what browsers recorded once it is of no more use: of captures that were read, and of those that could not be
 * read for a week, which then can't be tried again. Safe to run twice or on many replicas.
 * @returns how many files went.
 */
export async function sweepOriginals(ctx: PublicContext): Promise<{ deleted: number }> {
  let deleted = 0;
  for (const id of await allWorkspaceIds(ctx)) {
    const service = systemContext(ctx, id);
    for (const forget of [forgetRead, giveUp]) {
      for (let swept = BATCH; swept === BATCH;) {
        const { count, blob_keys } = await inWorkspace(service, (tx) => forget(tx, service));
        await deleteBlobs(service, blob_keys);
        swept = count;
        deleted += blob_keys.length;
      }
    }
  }
  return { deleted };
}

interface Forgotten {
  /** Captures looked at. */
  count: number;
  blob_keys: string[];
}

async function forgetRead(tx: Tx, ctx: ServiceContext): Promise<Forgotten> {
  const { workspace_id } = ctx.actor;
  const holding = sql`${captures.id} in (${tx
    .select({ id: artifacts.capture_id })
    .from(artifacts)
    .where(and(eq(artifacts.workspace_id, workspace_id), inArray(artifacts.kind, [...ORIGINALS])))})`;
  const rows = await lock(tx, ctx, sql`${captures.status} = 'READY' and ${holding}`);
  return { count: rows.length, blob_keys: await forgetOriginals(tx, workspace_id, rows) };
}

async function giveUp(tx: Tx, ctx: ServiceContext): Promise<Forgotten> {
  const { workspace_id } = ctx.actor;
  const isOld = sql`${captures.status} = 'FAILED' and ${captures.completed_at} < now() - ${KEPT}`;
  const rows = await lock(tx, ctx, sql`${isOld} and ${captures.is_retryable}`);
  if (rows.length > 0)
    await tx
      .update(captures)
      .set({ is_retryable: false })
      .where(and(eq(captures.workspace_id, workspace_id), inArray(captures.id, rows)));
  return { count: rows.length, blob_keys: await forgetOriginals(tx, workspace_id, rows) };
}

async function lock(tx: Tx, ctx: ServiceContext, which: SQL): Promise<string[]> {
  const rows = await tx
    .select({ id: captures.id, project_id: captures.project_id })
    .from(captures)
    .where(and(eq(captures.workspace_id, ctx.actor.workspace_id), which))
    .limit(BATCH)
    .for("update", { skipLocked: true });
  for (const { project_id } of rows) authorize(ctx, "capture.retry", project_id);
  return rows.map(({ id }) => id);
}
