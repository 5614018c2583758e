import { ActivityKind } from "@hawkmoth/domain/activity/schema";
import { ActorType } from "@hawkmoth/domain/actor";
import { foreignKey, index, jsonb, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { bugs } from "./bug.ts";
import { actedBy, now, oneOf, ownId, tenantPolicy, time, typeId, workspaceId, enumText } from "./columns.ts";
import { principals } from "./principal.ts";

/** Append-only: who did what, from which value to which. */
export const activities = pgTable(
  "activity",
  {
    workspace_id: workspaceId(),
    id: ownId("activity"),
    kind: enumText(ActivityKind.options).notNull(),
    project_id: typeId("project"),
    bug_id: typeId("bug"),
    task_id: typeId("task"),
    ...actedBy(),
    field: text(),
    from: jsonb().$type<unknown>(),
    to: jsonb().$type<unknown>(),
    created_at: time().notNull().default(now),
  },
  (t) => [
    primaryKey({ columns: [t.workspace_id, t.id] }),
    index("activity_by_bug").on(t.workspace_id, t.bug_id, t.created_at, t.id),
    foreignKey({
      name: "activity_bug_fk",
      columns: [t.workspace_id, t.bug_id],
      foreignColumns: [bugs.workspace_id, bugs.id],
    }).onDelete("cascade"),
    foreignKey({
      name: "activity_actor_fk",
      columns: [t.workspace_id, t.actor_type, t.actor_id],
      foreignColumns: [principals.workspace_id, principals.type, principals.id],
    }),
    oneOf("activity_kind_check", t.kind, ActivityKind.options),
    oneOf("activity_actor_type_check", t.actor_type, ActorType.options),
    tenantPolicy("activity"),
  ],
).enableRLS();
