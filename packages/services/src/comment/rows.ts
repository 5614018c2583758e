import type { comments } from "@hawkmoth/db/schema/comment";
import { actorId } from "@hawkmoth/db/schema/columns";
import type { Comment } from "@hawkmoth/domain/comment/schema";

/** A stored comment as the wire shows it. */
export function toComment(row: typeof comments.$inferSelect): Comment {
  return {
    id: row.id,
    bug_id: row.bug_id,
    author: { type: row.actor_type, id: actorId(row.actor_type, row.actor_id), name: row.actor_name },
    via: row.via,
    client: row.client,
    body: row.body,
    reply_to: row.reply_to,
    created_at: row.created_at,
  };
}
