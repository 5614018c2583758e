import { EventType } from "@hawkmoth/domain/events";
import { sql } from "drizzle-orm";
import { foreignKey, index, integer, jsonb, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import {
  actedBy,
  enumText,
  keepAtLeast,
  now,
  oneOf,
  ownId,
  tenantPolicy,
  time,
  typeId,
  workspaceId,
  xid8,
} from "./columns.ts";
import { workspaces } from "./workspace.ts";

/**
 * The outbox. Readers take rows whose (epoch, xid) lies below the current epoch and the snapshot's xmin, ordered by
 * (epoch, xid, id). Transaction ids count within one cluster only: rows that came from another one by dump and restore
 * have an older epoch.
 */
export const events = pgTable(
  "event",
  {
    workspace_id: workspaceId(),
    id: ownId("event"),
    epoch: integer()
      .notNull()
      .default(sql`current_event_epoch()`),
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
    index("event_order").on(t.workspace_id, t.epoch, t.xid, t.id),
    foreignKey({ name: "event_workspace_fk", columns: [t.workspace_id], foreignColumns: [workspaces.id] }),
    oneOf("event_type_check", t.type, EventType.options),
    tenantPolicy("event"),
    keepAtLeast("event", "1 day"),
  ],
).enableRLS();

/** The last event of a workspace that was deleted because of its age: a reader who stands before it missed some. */
export const eventHorizons = pgTable(
  "event_horizon",
  {
    workspace_id: workspaceId(),
    epoch: integer().notNull(),
    xid: xid8().notNull(),
    event_id: typeId("event").notNull(),
    pruned_at: time().notNull().default(now),
  },
  (t) => [
    primaryKey({ columns: [t.workspace_id] }),
    foreignKey({ name: "event_horizon_workspace_fk", columns: [t.workspace_id], foreignColumns: [workspaces.id] }),
    tenantPolicy("event_horizon"),
  ],
).enableRLS();

/** The clusters that the outbox has lived in, by their system identifiers. The highest epoch is the current one. */
export const eventEpochs = pgTable("event_epoch", {
  epoch: integer().primaryKey(),
  system_identifier: text().notNull(),
  began_at: time().notNull().default(now),
});
