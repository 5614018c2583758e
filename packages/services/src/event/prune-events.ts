import { eventHorizons, events } from "@hawkmoth/db/schema/event";
import { userWorkspaces } from "@hawkmoth/db/schema/workspace";
import { asc, eq, sql } from "drizzle-orm";
import { systemContext, type PublicContext, type ServiceContext } from "../context.ts";
import { inWorkspace } from "../transaction.ts";

const BATCH = 1000;

/**
 * Deletes events older than so many days (at least one), from the oldest on, and remembers the last one deleted: a
 * reader who stands before it is told that it missed some. Safe to run twice or on many replicas.
 * @returns how many were deleted.
 */
export async function pruneEvents(ctx: PublicContext, { keep_days }: { keep_days: number }): Promise<number> {
  const workspaces = await ctx.db.selectDistinct({ id: userWorkspaces.workspace_id }).from(userWorkspaces);
  let pruned = 0;
  for (const { id } of workspaces) {
    const service = systemContext(ctx, id);
    for (let done = BATCH; done === BATCH; pruned += done) done = await pruneBatch(service, keep_days);
  }
  return pruned;
}

function pruneBatch(ctx: ServiceContext, keep_days: number): Promise<number> {
  const { workspace_id } = ctx.actor;
  return inWorkspace(ctx, async (tx) => {
    const { epoch, xid, id } = events;
    const is_old = sql<boolean>`${events.created_at} <= now() - make_interval(days => ${keep_days}::int)`;
    const oldest = await tx
      .select({ epoch, xid, id, is_old })
      .from(events)
      .where(eq(events.workspace_id, workspace_id))
      .orderBy(asc(epoch), asc(xid), asc(id))
      .limit(BATCH);
    const first_kept = oldest.findIndex((row) => !row.is_old);
    const last = oldest.at(first_kept === -1 ? -1 : first_kept - 1);
    if (!last || first_kept === 0) return 0;
    const place = sql`(${last.epoch}::int, ${last.xid}::text::xid8, ${sql.param(last.id, id)}::uuid)`;
    await tx
      .insert(eventHorizons)
      .values({ workspace_id, epoch: last.epoch, xid: last.xid, event_id: last.id })
      .onConflictDoUpdate({
        target: eventHorizons.workspace_id,
        set: { epoch: last.epoch, xid: last.xid, event_id: last.id, pruned_at: sql`now()` },
        setWhere: sql`(${eventHorizons.epoch}, ${eventHorizons.xid}, ${eventHorizons.event_id}) < ${place}`,
      });
    await tx
      .delete(events)
      .where(
        sql`${events.workspace_id} = ${sql.param(workspace_id, events.workspace_id)} and (${epoch}, ${xid}, ${id}) <= ${place}`,
      );
    return first_kept === -1 ? oldest.length : first_kept;
  });
}
