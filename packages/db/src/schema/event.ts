import { EventType } from "@hawkmoth/domain/events";
import { sql } from "drizzle-orm";
import { foreignKey, index, jsonb, pgTable, primaryKey } from "drizzle-orm/pg-core";
import { actedBy, now, oneOf, ownId, tenantPolicy, time, typeId, workspaceId, xid8, enumText } from "./columns.ts";
import { workspaces } from "./workspace.ts";

/** The outbox. Readers take rows whose xid lies below the snapshot's xmin, ordered by (xid, id). */
export const events = pgTable(
  "event",
  {
    workspace_id: workspaceId(),
    id: ownId("event"),
    xid: xid8()
      .notNull()
      .default(sql`pg_current_xact_id()`),
    type: enumText(EventType.options).notNull(),
    project_id: typeId("project"),
    bug_id: typeId("bug"),
    task_id: typeId("task"),
    ...actedBy(),
    changes: jsonb().$type<Record<string, unknown>>().notNull().default({}),
    created_at: time().notNull().default(now),
  },
  (t) => [
    primaryKey({ columns: [t.workspace_id, t.id] }),
    index("event_order").on(t.workspace_id, t.xid, t.id),
    foreignKey({ name: "event_workspace_fk", columns: [t.workspace_id], foreignColumns: [workspaces.id] }),
    oneOf("event_type_check", t.type, EventType.options),
    tenantPolicy("event"),
  ],
).enableRLS();
