import { ActorType, Via } from "@hawkmoth/domain/actor";
import { AssigneeType } from "@hawkmoth/domain/assignee";
import { BugSource, BugStatus, Priority, Resolution, Severity } from "@hawkmoth/domain/bug/schema";
import { CLOSED_STATUSES, OPEN_STATUSES } from "@hawkmoth/domain/bug/states";
import type { EvidenceCounts } from "@hawkmoth/domain/capture/schema";
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
  smallint,
  text,
  unique,
} from "drizzle-orm/pg-core";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import {
  now,
  oneOf,
  ownId,
  pairId,
  quoted,
  tenantPolicy,
  time,
  tsvector,
  typeId,
  workspaceId,
  enumText,
} from "./columns.ts";
import { members } from "./member.ts";
import { principals } from "./principal.ts";
import { projects } from "./project.ts";

const isOpen = (status: AnyPgColumn) => sql`${status} in (${quoted(OPEN_STATUSES)})`;

type CheckedColumn =
  | "id"
  | "status"
  | "resolution"
  | "severity"
  | "priority"
  | "source"
  | "assignee_type"
  | "assignee_id"
  | "accountable_member_id"
  | "occurrence_count"
  | "duplicate_of";

/** What the values of one bug owe each other. */
function valueChecks(t: Record<CheckedColumn, AnyPgColumn>) {
  return [
    check("bug_assignee_both_check", sql`(${t.assignee_type} is null) = (${t.assignee_id} is null)`),
    check(
      "bug_accountable_check",
      sql`${t.assignee_type} is distinct from 'AGENT' or ${t.accountable_member_id} is not null`,
    ),
    check("bug_resolution_closed_check", sql`${t.resolution} is null or ${t.status} in (${quoted(CLOSED_STATUSES)})`),
    check("bug_occurrence_check", sql`${t.occurrence_count} >= 1`),
    check("bug_duplicate_check", sql`${t.duplicate_of} is distinct from ${t.id}`),
    oneOf("bug_status_check", t.status, BugStatus.options),
    oneOf("bug_resolution_check", t.resolution, Resolution.options),
    oneOf("bug_severity_check", t.severity, Severity.options),
    oneOf("bug_priority_check", t.priority, Priority.options),
    oneOf("bug_source_check", t.source, BugSource.options),
    oneOf("bug_assignee_type_check", t.assignee_type, AssigneeType.options),
  ];
}

export const bugs = pgTable(
  "bug",
  {
    workspace_id: workspaceId(),
    id: ownId("bug"),
    project_id: typeId("project").notNull(),
    number: integer().notNull(),
    title: text().notNull(),
    description: text().notNull().default(""),
    status: enumText(BugStatus.options).notNull().default("OPEN"),
    resolution: enumText(Resolution.options),
    severity: enumText(Severity.options).notNull().default("MEDIUM"),
    priority: enumText(Priority.options).notNull().default("NONE"),
    /** 0 is most urgent; sorts lists and feeds the task queue. */
    priority_rank: smallint()
      .notNull()
      .generatedAlwaysAs(
        sql.raw(`(array_position(array['CRITICAL','HIGH','MEDIUM','LOW','NONE'], priority) - 1)::smallint`),
      ),
    source: enumText(BugSource.options).notNull(),
    assignee_type: enumText(AssigneeType.options),
    assignee_id: pairId(),
    accountable_member_id: typeId("member"),
    created_by_type: enumText(ActorType.options).notNull(),
    created_by_id: pairId(),
    created_by_name: text().notNull(),
    created_via: enumText(Via.options).notNull(),
    created_client: text(),
    reporter_name: text(),
    reporter_email: text(),
    reporter_identifier: text(),
    url: text(),
    environment: text(),
    app_version: text(),
    stack_trace: text(),
    user_agent: text(),
    extra: jsonb().$type<Record<string, unknown>>(),
    duplicate_of: typeId("bug"),
    triaged_at: time(),
    /** When a member triaged what a stranger filed; the text of a signed-in author needs no trust. */
    trusted_at: time(),
    resolved_at: time(),
    verified_at: time(),
    reopen_count: integer().notNull().default(0),
    comment_count: integer().notNull().default(0),
    /** How often it was reported: itself, and what was merged into it. */
    occurrence_count: integer().notNull().default(1),
    /** Counts of the latest processed capture. */
    evidence: jsonb().$type<EvidenceCounts>(),
    version: integer().notNull().default(1),
    created_at: time().notNull().default(now),
    updated_at: time().notNull().default(now),
  },
  (t) => [
    primaryKey({ columns: [t.workspace_id, t.id] }),
    unique("bug_number").on(t.workspace_id, t.project_id, t.number),
    index("bug_by_updated").on(t.workspace_id, t.updated_at, t.id),
    // What statistics read of a bug stands in the index: they count without visiting a row.
    index("bug_by_created").on(t.workspace_id, t.created_at, t.id, t.project_id, t.resolution),
    index("bug_by_resolved")
      .on(t.workspace_id, t.resolved_at, t.project_id, t.resolution, t.created_at)
      .where(sql`${t.resolved_at} is not null`),
    index("bug_standing")
      .on(t.workspace_id, t.project_id, t.status, t.severity, t.assignee_type)
      .where(sql`${t.resolution} is distinct from 'SPAM'`),
    index("bug_by_priority").on(t.workspace_id, t.priority_rank, t.id),
    index("bug_by_project").on(t.workspace_id, t.project_id, t.updated_at, t.id),
    // Most lists show open bugs, and most bugs of an old project are closed.
    index("bug_open_by_updated").on(t.workspace_id, t.updated_at, t.id).where(isOpen(t.status)),
    index("bug_open_by_priority").on(t.workspace_id, t.priority_rank, t.id).where(isOpen(t.status)),
    index("bug_open_by_project").on(t.workspace_id, t.project_id, t.updated_at, t.id).where(isOpen(t.status)),
    index("bug_by_assignee")
      .on(t.workspace_id, t.assignee_type, t.assignee_id, t.updated_at, t.id)
      .where(sql`${t.assignee_id} is not null`),
    foreignKey({
      name: "bug_project_fk",
      columns: [t.workspace_id, t.project_id],
      foreignColumns: [projects.workspace_id, projects.id],
    }),
    foreignKey({
      name: "bug_assignee_fk",
      columns: [t.workspace_id, t.assignee_type, t.assignee_id],
      foreignColumns: [principals.workspace_id, principals.type, principals.id],
    }),
    foreignKey({
      name: "bug_accountable_fk",
      columns: [t.workspace_id, t.accountable_member_id],
      foreignColumns: [members.workspace_id, members.id],
    }),
    foreignKey({
      name: "bug_duplicate_fk",
      columns: [t.workspace_id, t.duplicate_of],
      foreignColumns: [t.workspace_id, t.id],
    }),
    ...valueChecks(t),
    tenantPolicy("bug"),
  ],
).enableRLS();

/** The words of a bug, written by the verbs that change its texts. Stale ones were made by an older splitter. */
export const bugSearch = pgTable(
  "bug_search",
  {
    workspace_id: workspaceId(),
    bug_id: typeId("bug").notNull(),
    tsv: tsvector().notNull(),
    is_stale: boolean().notNull().default(false),
  },
  (t) => [
    primaryKey({ columns: [t.workspace_id, t.bug_id] }),
    index("bug_search_words").using("gin", t.workspace_id, t.tsv),
    index("bug_search_stale")
      .on(t.workspace_id, t.bug_id)
      .where(sql`${t.is_stale}`),
    foreignKey({
      name: "bug_search_bug_fk",
      columns: [t.workspace_id, t.bug_id],
      foreignColumns: [bugs.workspace_id, bugs.id],
    }).onDelete("cascade"),
    tenantPolicy("bug_search"),
  ],
).enableRLS();
