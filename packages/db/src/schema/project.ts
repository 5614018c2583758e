import { ProjectRole } from "@hawkmoth/domain/access/schema";
import { AssigneeType } from "@hawkmoth/domain/assignee";
import { DEFAULT_CAPTURE_POLICY } from "@hawkmoth/domain/project/default-policy";
import { EvidencePolicy, type CapturePolicy } from "@hawkmoth/domain/project/schema";
import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
} from "drizzle-orm/pg-core";
import { now, oneOf, ownId, pairId, tenantPolicy, time, typeId, workspaceId, enumText } from "./columns.ts";
import { principals } from "./principal.ts";
import { workspaces } from "./workspace.ts";

export const projects = pgTable(
  "project",
  {
    workspace_id: workspaceId(),
    id: ownId("project"),
    key: text().notNull(),
    name: text().notNull(),
    allowed_origins: text()
      .array()
      .notNull()
      .default(sql`'{}'`),
    capture_policy: jsonb().$type<CapturePolicy>().notNull().default(DEFAULT_CAPTURE_POLICY),
    /** Hides what strangers report from models until a member triaged it. */
    is_locked_down: boolean().notNull().default(false),
    evidence_policy: enumText(EvidencePolicy.options).notNull().default("NONE"),
    created_at: time().notNull().default(now),
    updated_at: time().notNull().default(now),
  },
  (t) => [
    primaryKey({ columns: [t.workspace_id, t.id] }),
    unique("project_key").on(t.workspace_id, t.key),
    foreignKey({ name: "project_workspace_fk", columns: [t.workspace_id], foreignColumns: [workspaces.id] }),
    oneOf("project_evidence_policy_check", t.evidence_policy, EvidencePolicy.options),
    tenantPolicy("project"),
  ],
).enableRLS();

/** The last bug number given in a project; numbering locks this row and no other. */
export const projectCounters = pgTable(
  "project_counter",
  { workspace_id: workspaceId(), project_id: typeId("project").notNull(), last_number: integer().notNull().default(0) },
  (t) => [
    primaryKey({ columns: [t.workspace_id, t.project_id] }),
    foreignKey({
      name: "project_counter_project_fk",
      columns: [t.workspace_id, t.project_id],
      foreignColumns: [projects.workspace_id, projects.id],
    }).onDelete("cascade"),
    check("project_counter_check", sql`${t.last_number} >= 0`),
    tenantPolicy("project_counter"),
  ],
).enableRLS();

/** Project roles of people and agents alike. */
export const projectMembers = pgTable(
  "project_member",
  {
    workspace_id: workspaceId(),
    project_id: typeId("project").notNull(),
    principal_type: enumText(AssigneeType.options).notNull(),
    principal_id: pairId().notNull(),
    role: enumText(ProjectRole.options).notNull(),
    created_at: time().notNull().default(now),
  },
  (t) => [
    primaryKey({
      name: "project_member_pk",
      columns: [t.workspace_id, t.project_id, t.principal_type, t.principal_id],
    }),
    index("project_member_principal").on(t.workspace_id, t.principal_type, t.principal_id),
    foreignKey({
      name: "project_member_project_fk",
      columns: [t.workspace_id, t.project_id],
      foreignColumns: [projects.workspace_id, projects.id],
    }).onDelete("cascade"),
    foreignKey({
      name: "project_member_principal_fk",
      columns: [t.workspace_id, t.principal_type, t.principal_id],
      foreignColumns: [principals.workspace_id, principals.type, principals.id],
    }),
    oneOf("project_member_role_check", t.role, ProjectRole.options),
    tenantPolicy("project_member"),
  ],
).enableRLS();
