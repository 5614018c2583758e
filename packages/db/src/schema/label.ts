import { sql } from "drizzle-orm";
import { foreignKey, index, pgTable, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core";
import { bugs } from "./bug.ts";
import { now, ownId, tenantPolicy, time, typeId, workspaceId } from "./columns.ts";
import { workspaces } from "./workspace.ts";

export const labels = pgTable(
  "label",
  {
    workspace_id: workspaceId(),
    id: ownId("label"),
    name: text().notNull(),
    color: text().notNull(),
    created_at: time().notNull().default(now),
  },
  (t) => [
    primaryKey({ columns: [t.workspace_id, t.id] }),
    uniqueIndex("label_name").on(t.workspace_id, sql`lower(${t.name})`),
    foreignKey({ name: "label_workspace_fk", columns: [t.workspace_id], foreignColumns: [workspaces.id] }),
    tenantPolicy("label"),
  ],
).enableRLS();

export const bugLabels = pgTable(
  "bug_label",
  { workspace_id: workspaceId(), bug_id: typeId("bug").notNull(), label_id: typeId("label").notNull() },
  (t) => [
    primaryKey({ columns: [t.workspace_id, t.bug_id, t.label_id] }),
    index("bug_label_label").on(t.workspace_id, t.label_id),
    foreignKey({
      name: "bug_label_bug_fk",
      columns: [t.workspace_id, t.bug_id],
      foreignColumns: [bugs.workspace_id, bugs.id],
    }).onDelete("cascade"),
    foreignKey({
      name: "bug_label_label_fk",
      columns: [t.workspace_id, t.label_id],
      foreignColumns: [labels.workspace_id, labels.id],
    }).onDelete("cascade"),
    tenantPolicy("bug_label"),
  ],
).enableRLS();
