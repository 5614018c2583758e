import { actorId } from "@hawkmoth/db/schema/columns";
import { events } from "@hawkmoth/db/schema/event";
import { visibleProjectIds } from "@hawkmoth/domain/access/policy";
import type { HawkmothEvent } from "@hawkmoth/domain/events";
import { and, asc, eq, inArray, isNull, or, sql } from "drizzle-orm";
import type { ServiceContext } from "../context.ts";
import { inWorkspace } from "../transaction.ts";
import { formatEventCursor, parseEventCursor } from "./event-cursor.ts";

/** From where to read, and how many at most. */
export interface ReadEventsInput {
  /** Cursor of the last event seen. */
  after: string;
  limit: number;
}

/**
 * Reads the outbox in commit-safe order: only rows whose transaction lies below the snapshot's xmin, by (xid, id), so
 * that a slow transaction is waited for and never skipped.
 * @throws INVALID_INPUT when the cursor was not made here.
 */
export async function readEvents(ctx: ServiceContext, { after, limit }: ReadEventsInput): Promise<HawkmothEvent[]> {
  const from = parseEventCursor(after);
  const visible = visibleProjectIds(ctx.actor);
  return inWorkspace(ctx, async (tx) => {
    const rows = await tx
      .select()
      .from(events)
      .where(
        and(
          eq(events.workspace_id, ctx.actor.workspace_id),
          sql`${events.xid} < pg_snapshot_xmin(pg_current_snapshot())`,
          sql`(${events.xid}, ${events.id}) > (${from.xid}::text::xid8, ${from.uuid}::uuid)`,
          visible === null ? undefined : or(isNull(events.project_id), inArray(events.project_id, [...visible])),
        ),
      )
      .orderBy(asc(events.xid), asc(events.id))
      .limit(limit);
    return rows.map(toEvent);
  });
}

function toEvent(row: typeof events.$inferSelect): HawkmothEvent {
  return {
    id: formatEventCursor(row),
    type: row.type,
    project_id: row.project_id,
    bug_id: row.bug_id,
    task_id: row.task_id,
    actor: { type: row.actor_type, id: actorId(row.actor_type, row.actor_id), name: row.actor_name },
    via: row.via,
    client: row.client,
    changes: row.changes,
    created_at: row.created_at,
  };
}
