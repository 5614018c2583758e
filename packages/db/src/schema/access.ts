import { KeyKind, PairingStatus, type Scope } from "@hawkmoth/domain/access/schema";
import { AssigneeType } from "@hawkmoth/domain/assignee";
import { newId } from "@hawkmoth/domain/ids";
import { sql } from "drizzle-orm";
import { check, foreignKey, index, pgTable, primaryKey, text, unique } from "drizzle-orm/pg-core";
import { now, oneOf, ownId, pairId, tenantPolicy, time, typeId, typeIds, workspaceId, enumText } from "./columns.ts";
import { members } from "./member.ts";
import { principals } from "./principal.ts";
import { projects } from "./project.ts";
import { workspaces } from "./workspace.ts";

/** SECRET keys act as a principal; PUBLISHABLE ones only send captures to one project. */
export const apiKeys = pgTable(
  "api_key",
  {
    workspace_id: workspaceId(),
    id: ownId("key"),
    kind: enumText(KeyKind.options).notNull(),
    name: text().notNull(),
    prefix: text().notNull(),
    hash: text().notNull(),
    principal_type: enumText(AssigneeType.options),
    principal_id: pairId(),
    /** Set for publishable keys. */
    project_id: typeId("project"),
    scopes: text().array().$type<Scope[]>().notNull(),
    /** Restriction of a secret key; null means every project of the principal. */
    project_ids: typeIds("project"),
    created_by_member_id: typeId("member"),
    expires_at: time(),
    last_used_at: time(),
    revoked_at: time(),
    created_at: time().notNull().default(now),
  },
  (t) => [
    primaryKey({ columns: [t.workspace_id, t.id] }),
    unique("api_key_hash").on(t.workspace_id, t.hash),
    index("api_key_principal").on(t.workspace_id, t.principal_type, t.principal_id),
    foreignKey({ name: "api_key_workspace_fk", columns: [t.workspace_id], foreignColumns: [workspaces.id] }),
    foreignKey({
      name: "api_key_principal_fk",
      columns: [t.workspace_id, t.principal_type, t.principal_id],
      foreignColumns: [principals.workspace_id, principals.type, principals.id],
    }),
    foreignKey({
      name: "api_key_project_fk",
      columns: [t.workspace_id, t.project_id],
      foreignColumns: [projects.workspace_id, projects.id],
    }),
    foreignKey({
      name: "api_key_creator_fk",
      columns: [t.workspace_id, t.created_by_member_id],
      foreignColumns: [members.workspace_id, members.id],
    }),
    check("api_key_principal_both_check", sql`(${t.principal_type} is null) = (${t.principal_id} is null)`),
    check(
      "api_key_kind_fields_check",
      sql`(${t.kind} = 'SECRET') = (${t.principal_id} is not null) and (${t.kind} = 'PUBLISHABLE') = (${t.project_id} is not null)`,
    ),
    oneOf("api_key_kind_check", t.kind, KeyKind.options),
    tenantPolicy("api_key"),
  ],
).enableRLS();

/** Which workspace a credential belongs to; read before any workspace is known. */
export const apiKeyDirectory = pgTable("api_key_directory", {
  hash: text().primaryKey(),
  workspace_id: typeId("workspace")
    .notNull()
    .references(() => workspaces.id, { onDelete: "cascade" }),
  key_id: typeId("key").notNull(),
});

/** A program that waits for a person's approval (RFC 8628). Belongs to no workspace until it is approved. */
export const pairings = pgTable(
  "pairing",
  {
    id: typeId("pairing")
      .primaryKey()
      .$defaultFn(() => newId("pairing")),
    device_code_hash: text().notNull().unique(),
    user_code: text().notNull().unique(),
    device_name: text().notNull(),
    status: enumText(PairingStatus.options).notNull().default("PENDING"),
    workspace_id: typeId("workspace").references(() => workspaces.id, { onDelete: "cascade" }),
    member_id: typeId("member"),
    expires_at: time().notNull(),
    created_at: time().notNull().default(now),
  },
  (t) => [oneOf("pairing_status_check", t.status, PairingStatus.options)],
);
