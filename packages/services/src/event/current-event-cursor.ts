import { sql } from "drizzle-orm";
import type { ServiceContext } from "../context.ts";
import { inWorkspace } from "../transaction.ts";
import { formatEventCursor } from "./event-cursor.ts";

/** The cursor after everything that is readable now: a stream that starts here misses nothing that commits later. */
export async function currentEventCursor(ctx: ServiceContext): Promise<string> {
  return inWorkspace(ctx, async (tx) => {
    const [row] = await tx.execute<{ epoch: number; xmin: string }>(
      sql`select current_event_epoch() as epoch, pg_snapshot_xmin(pg_current_snapshot())::text as xmin`,
    );
    return formatEventCursor({ epoch: row?.epoch ?? 1, xid: row?.xmin ?? "0", id: null });
  });
}
