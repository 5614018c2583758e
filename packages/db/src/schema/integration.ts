import { ActorType, Via } from "@hawkmoth/domain/actor";
import { LinkProvider, LinkSync } from "@hawkmoth/domain/integration/schema";
import { sql } from "drizzle-orm";
import { check, foreignKey, index, integer, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { bugs } from "./bug.ts";
import { actedBy, enumText, now, oneOf, tenantPolicy, time, typeId, workspaceId } from "./columns.ts";
import { principals } from "./principal.ts";

/** The issue of another tracker that a bug is linked to, one for each tracker. The actor columns name who linked it. */
export const bugLinks = pgTable(
  "bug_link",
  {
    workspace_id: workspaceId(),
    bug_id: typeId("bug").notNull(),
    provider: enumText(LinkProvider.options).notNull(),
    repo_owner: text().notNull(),
    repo_name: text().notNull(),
    issue_number: integer().notNull(),
    sync: enumText(LinkSync.options).notNull().default("not_configured"),
    ...actedBy(),
    created_at: time().notNull().default(now),
    updated_at: time().notNull().default(now),
  },
  (t) => [
    primaryKey({ name: "bug_link_pk", columns: [t.workspace_id, t.bug_id, t.provider] }),
    index("bug_link_by_issue").on(
      t.workspace_id,
      t.provider,
      sql`lower(${t.repo_owner})`,
      sql`lower(${t.repo_name})`,
      t.issue_number,
    ),
    foreignKey({
      name: "bug_link_bug_fk",
      columns: [t.workspace_id, t.bug_id],
      foreignColumns: [bugs.workspace_id, bugs.id],
    }).onDelete("cascade"),
    foreignKey({
      name: "bug_link_actor_fk",
      columns: [t.workspace_id, t.actor_type, t.actor_id],
      foreignColumns: [principals.workspace_id, principals.type, principals.id],
    }),
    check("bug_link_number_check", sql`${t.issue_number} > 0`),
    oneOf("bug_link_provider_check", t.provider, LinkProvider.options),
    oneOf("bug_link_sync_check", t.sync, LinkSync.options),
    oneOf("bug_link_actor_type_check", t.actor_type, ActorType.options),
    oneOf("bug_link_via_check", t.via, Via.options),
    tenantPolicy("bug_link"),
  ],
).enableRLS();
