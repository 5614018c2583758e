import { captures } from "@hawkmoth/db/schema/capture";
import { and, eq, sql } from "drizzle-orm";
import { authorize } from "../authorize.ts";
import { systemContext, type PublicContext, type ServiceContext } from "../context.ts";
import { inWorkspace } from "../transaction.ts";
import { allWorkspaceIds } from "../workspace/all-workspace-ids.ts";
import { failCapture } from "./fail-capture.ts";
import { STUCK_AFTER_MS, type CaptureRow } from "./rows.ts";

const BATCH = 100;
/** A capture whose reading was broken off this often most likely is why. */
const MAX_ATTEMPTS = 5;
const STUCK = sql`make_interval(secs => ${STUCK_AFTER_MS / 1000})`;

/**
 * Queues captures again whose reading never began or never ended, whatever became of their job; one that was begun too
 * often fails, and a person may try it once more. Safe to run twice or on many replicas.
 * @returns how many were found.
 */
export async function sweepStuck(ctx: PublicContext): Promise<{ found: number }> {
  let found = 0;
  for (const id of await allWorkspaceIds(ctx)) {
    const service = systemContext(ctx, id);
    for (const capture of await requeue(service)) {
      found += 1;
      if (!isHopeless(capture)) continue;
      const reason = `Reading this capture was broken off ${capture.attempt} times.`;
      await failCapture(service, capture, { reason, is_final: false });
    }
  }
  return { found };
}

/** Queues what is stuck, and returns with it what was begun too often, which stays as it is. */
async function requeue(ctx: ServiceContext): Promise<CaptureRow[]> {
  const { workspace_id } = ctx.actor;
  const since = sql`coalesce(${captures.started_at}, ${captures.completed_at}, ${captures.created_at})`;
  return inWorkspace(ctx, async (tx) => {
    const stuck = await tx
      .select()
      .from(captures)
      .where(
        and(
          eq(captures.workspace_id, workspace_id),
          sql`${captures.status} in ('UPLOADED', 'PROCESSING') and ${since} < now() - ${STUCK}`,
        ),
      )
      .limit(BATCH)
      .for("update", { skipLocked: true });
    for (const capture of stuck) {
      authorize(ctx, "capture.retry", capture.project_id);
      if (isHopeless(capture)) continue;
      const { id } = capture;
      await tx
        .update(captures)
        .set({ status: "UPLOADED", started_at: sql<string>`now()` })
        .where(and(eq(captures.workspace_id, workspace_id), eq(captures.id, id)));
      await ctx.ports.jobs.enqueue(tx, "process_capture", { workspace_id, capture_id: id });
    }
    return stuck;
  });
}

function isHopeless({ status, attempt }: CaptureRow): boolean {
  return status === "PROCESSING" && attempt >= MAX_ATTEMPTS;
}
