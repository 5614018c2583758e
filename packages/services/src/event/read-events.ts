import { actorId } from "@hawkmoth/db/schema/columns";
import type { Tx } from "@hawkmoth/db/client";
import { eventHorizons, events } from "@hawkmoth/db/schema/event";
import { visibleProjectIds } from "@hawkmoth/domain/access/policy";
import type { HawkmothEvent } from "@hawkmoth/domain/events";
import { and, asc, eq, inArray, isNull, or, sql } from "drizzle-orm";
import type { ServiceContext } from "../context.ts";
import { inWorkspace } from "../transaction.ts";
import { formatEventCursor, parseEventCursor, type EventPlace } from "./event-cursor.ts";

/** From where to read, and how many at most. */
export interface ReadEventsInput {
  /** Cursor of the last event seen. */
  after: string;
  limit: number;
}

/** A page of the outbox. */
export interface EventPage {
  events: HawkmothEvent[];
  /**
   * True when events after the cursor are gone, because of their age or because the cursor is of another database:
   * whoever follows has to read anew what it knows.
   */
  has_gap: boolean;
}

/**
 * Reads the outbox in commit-safe order: only rows whose transaction lies below the snapshot's xmin, by (epoch, xid,
 * id), so that a slow transaction is waited for and never skipped.
 * @throws INVALID_INPUT when the cursor was not made here.
 */
export async function readEvents(ctx: ServiceContext, { after, limit }: ReadEventsInput): Promise<EventPage> {
  const from = parseEventCursor(after);
  const visible = visibleProjectIds(ctx.actor);
  return inWorkspace(ctx, async (tx) => {
    const selected = tx
      .select()
      .from(events)
      .where(
        and(
          eq(events.workspace_id, ctx.actor.workspace_id),
          sql`(${events.epoch}, ${events.xid}) < ((select current_event_epoch()), pg_snapshot_xmin(pg_current_snapshot()))`,
          sql`(${events.epoch}, ${events.xid}, ${events.id}) > (${from.epoch}::int, ${from.xid}::text::xid8, ${from.uuid}::uuid)`,
          visible === null ? undefined : or(isNull(events.project_id), inArray(events.project_id, [...visible])),
        ),
      )
      .orderBy(asc(events.epoch), asc(events.xid), asc(events.id))
      .limit(limit);
    // The gap is looked for after the rows are read, so that none can be deleted unnoticed in between.
    const [rows, has_gap] = await Promise.all([selected, isGapAfter(tx, ctx, from)]);
    return { events: rows.map(toEvent), has_gap };
  });
}

async function isGapAfter(tx: Tx, ctx: ServiceContext, { epoch, xid, uuid }: EventPlace): Promise<boolean> {
  const workspace = sql.param(ctx.actor.workspace_id, eventHorizons.workspace_id);
  const [row] = await tx.execute<{ is_lost: boolean }>(sql`
    select (${epoch}::int, ${xid}::text::xid8) > ((select current_event_epoch()), pg_snapshot_xmax(pg_current_snapshot()))
      or exists (
        select from event_horizon where workspace_id = ${workspace}
          and (epoch, xid, event_id) > (${epoch}::int, ${xid}::text::xid8, ${uuid}::uuid)
      ) as is_lost`);
  return row?.is_lost ?? false;
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
