import { ActorType } from "@hawkmoth/domain/actor";
import { foreignKey, index, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { bugs } from "./bug.ts";
import { actedBy, now, oneOf, ownId, tenantPolicy, time, typeId, workspaceId } from "./columns.ts";
import { principals } from "./principal.ts";

/** The actor columns name the author. */
export const comments = pgTable(
  "comment",
  {
    workspace_id: workspaceId(),
    id: ownId("comment"),
    bug_id: typeId("bug").notNull(),
    ...actedBy(),
    body: text().notNull(),
    reply_to: typeId("comment"),
    task_id: typeId("task"),
    created_at: time().notNull().default(now),
  },
  (t) => [
    primaryKey({ columns: [t.workspace_id, t.id] }),
    index("comment_by_bug").on(t.workspace_id, t.bug_id, t.created_at, t.id),
    foreignKey({
      name: "comment_bug_fk",
      columns: [t.workspace_id, t.bug_id],
      foreignColumns: [bugs.workspace_id, bugs.id],
    }).onDelete("cascade"),
    foreignKey({
      name: "comment_author_fk",
      columns: [t.workspace_id, t.actor_type, t.actor_id],
      foreignColumns: [principals.workspace_id, principals.type, principals.id],
    }),
    foreignKey({
      name: "comment_reply_fk",
      columns: [t.workspace_id, t.reply_to],
      foreignColumns: [t.workspace_id, t.id],
    }),
    oneOf("comment_actor_type_check", t.actor_type, ActorType.options),
    tenantPolicy("comment"),
  ],
).enableRLS();
