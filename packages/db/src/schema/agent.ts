import type { TaskKind } from "@hawkmoth/domain/task/schema";
import { sql } from "drizzle-orm";
import { foreignKey, pgTable, primaryKey, text, unique } from "drizzle-orm/pg-core";
import { now, ownId, tenantPolicy, time, typeId, workspaceId } from "./columns.ts";
import { members } from "./member.ts";
import { principals, principalType } from "./principal.ts";

/** An AI agent; name and the moment it was disabled stand in `principal`. */
export const agents = pgTable(
  "agent",
  {
    workspace_id: workspaceId(),
    id: ownId("agent"),
    principal_type: principalType("AGENT"),
    slug: text().notNull(),
    description: text().notNull().default(""),
    instructions: text().notNull().default(""),
    kinds: text()
      .array()
      .$type<TaskKind[]>()
      .notNull()
      .default(sql`'{FIX}'`),
    owner_member_id: typeId("member").notNull(),
    last_seen_at: time(),
    created_at: time().notNull().default(now),
    updated_at: time().notNull().default(now),
  },
  (t) => [
    primaryKey({ columns: [t.workspace_id, t.id] }),
    unique("agent_slug").on(t.workspace_id, t.slug),
    foreignKey({
      name: "agent_principal_fk",
      columns: [t.workspace_id, t.principal_type, t.id],
      foreignColumns: [principals.workspace_id, principals.type, principals.id],
    }),
    foreignKey({
      name: "agent_owner_fk",
      columns: [t.workspace_id, t.owner_member_id],
      foreignColumns: [members.workspace_id, members.id],
    }),
    tenantPolicy("agent"),
  ],
).enableRLS();
