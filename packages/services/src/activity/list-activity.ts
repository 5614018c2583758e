import { activities } from "@hawkmoth/db/schema/activity";
import { actorId } from "@hawkmoth/db/schema/columns";
import type { Activity, ListActivityInput } from "@hawkmoth/domain/activity/schema";
import { HIDDEN_TEXT } from "@hawkmoth/domain/bug/lockdown";
import { AppError } from "@hawkmoth/domain/errors";
import { isId } from "@hawkmoth/domain/ids";
import { cursorTime, decodeCursor, encodeCursor } from "@hawkmoth/domain/pagination";
import { and, desc, eq, sql, type SQL } from "drizzle-orm";
import { authorize } from "../authorize.ts";
import { isHiddenFrom } from "../bug/lockdown.ts";
import { resolveBugRef } from "../bug/resolve-bug.ts";
import type { ServiceContext } from "../context.ts";
import { inWorkspace } from "../transaction.ts";

/** The history of a bug, newest first. @throws NOT_FOUND */
export async function listActivity(
  ctx: ServiceContext,
  input: ListActivityInput,
): Promise<{ activity: Activity[]; next_cursor: string | null }> {
  return inWorkspace(ctx, async (tx) => {
    const bug = await resolveBugRef(tx, ctx, input.bug_id);
    authorize(ctx, "bug.read", bug.project_id);
    const isHidden = isHiddenFrom(ctx, bug);
    const rows = await tx
      .select()
      .from(activities)
      .where(
        and(
          eq(activities.workspace_id, ctx.actor.workspace_id),
          eq(activities.bug_id, bug.id),
          input.cursor === undefined ? undefined : before(input.cursor),
        ),
      )
      .orderBy(desc(activities.created_at), desc(activities.id))
      .limit(input.limit + 1);
    const page = rows.slice(0, input.limit);
    const last = page.at(-1);
    return {
      activity: page.map((row) => (isHidden ? withoutText(toActivity(row)) : toActivity(row))),
      next_cursor: rows.length > input.limit && last ? encodeCursor([last.created_at, last.id]) : null,
    };
  });
}

function before(cursor: string): SQL {
  const [created_at, id] = decodeCursor(cursor, 2);
  if (typeof id !== "string" || !isId("activity", id)) throw new AppError("INVALID_INPUT", { field: "cursor" });
  return sql`(${activities.created_at}, ${activities.id}) < (${cursorTime(created_at)}::timestamptz, ${sql.param(id, activities.id)})`;
}

/** What an anonymous reporter wrote, and called themselves, stands in the history too. */
function withoutText(entry: Activity): Activity {
  const isText = entry.kind === "BUG_CREATED" || entry.field === "title" || entry.field === "description";
  return {
    ...entry,
    actor: entry.actor.type === "REPORTER" ? { ...entry.actor, name: HIDDEN_TEXT } : entry.actor,
    ...(isText ? { from: null, to: HIDDEN_TEXT } : {}),
  };
}

function toActivity(row: typeof activities.$inferSelect): Activity {
  return {
    id: row.id,
    kind: row.kind,
    actor: { type: row.actor_type, id: actorId(row.actor_type, row.actor_id), name: row.actor_name },
    via: row.via,
    client: row.client,
    field: row.field,
    from: row.from,
    to: row.to,
    created_at: row.created_at,
  };
}
