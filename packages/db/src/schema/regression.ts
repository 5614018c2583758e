import { AssigneeType } from "@hawkmoth/domain/assignee";
import { SuiteStatus } from "@hawkmoth/domain/regression/schema";
import { sql } from "drizzle-orm";
import { check, foreignKey, index, integer, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { bugs } from "./bug.ts";
import { enumText, now, oneOf, ownId, pairId, tenantPolicy, time, typeId, workspaceId } from "./columns.ts";
import { principals } from "./principal.ts";
import { projects } from "./project.ts";

export const regressionSuites = pgTable(
  "regression_suite",
  {
    workspace_id: workspaceId(),
    id: ownId("suite"),
    project_id: typeId("project").notNull(),
    name: text().notNull(),
    description: text().notNull().default(""),
    status: enumText(SuiteStatus.options).notNull().default("ACTIVE"),
    owner_type: enumText(AssigneeType.options),
    owner_id: pairId(),
    created_at: time().notNull().default(now),
    updated_at: time().notNull().default(now),
  },
  (t) => [
    primaryKey({ columns: [t.workspace_id, t.id] }),
    index("regression_suite_by_updated").on(t.workspace_id, t.updated_at, t.id),
    index("regression_suite_by_project").on(t.workspace_id, t.project_id, t.updated_at, t.id),
    foreignKey({
      name: "regression_suite_project_fk",
      columns: [t.workspace_id, t.project_id],
      foreignColumns: [projects.workspace_id, projects.id],
    }),
    foreignKey({
      name: "regression_suite_owner_fk",
      columns: [t.workspace_id, t.owner_type, t.owner_id],
      foreignColumns: [principals.workspace_id, principals.type, principals.id],
    }),
    check("regression_suite_owner_both_check", sql`(${t.owner_type} is null) = (${t.owner_id} is null)`),
    oneOf("regression_suite_owner_type_check", t.owner_type, AssigneeType.options),
    oneOf("regression_suite_status_check", t.status, SuiteStatus.options),
    tenantPolicy("regression_suite"),
  ],
).enableRLS();

/** The cases of a suite as they are now; what a run was made with stands in `regression_run_case`. */
export const regressionCases = pgTable(
  "regression_case",
  {
    workspace_id: workspaceId(),
    id: ownId("case"),
    suite_id: typeId("suite").notNull(),
    /** 1 is first; the cases in use are numbered without gaps, under a lock on the suite. Null once archived. */
    position: integer(),
    title: text().notNull(),
    steps: text()
      .array()
      .notNull()
      .default(sql`'{}'`),
    expected: text().notNull().default(""),
    bug_id: typeId("bug"),
    spec: text(),
    spec_ref: text(),
    archived_at: time(),
    created_at: time().notNull().default(now),
    updated_at: time().notNull().default(now),
  },
  (t) => [
    primaryKey({ columns: [t.workspace_id, t.id] }),
    index("regression_case_by_position").on(t.workspace_id, t.suite_id, t.position),
    index("regression_case_by_bug")
      .on(t.workspace_id, t.bug_id)
      .where(sql`${t.bug_id} is not null`),
    foreignKey({
      name: "regression_case_suite_fk",
      columns: [t.workspace_id, t.suite_id],
      foreignColumns: [regressionSuites.workspace_id, regressionSuites.id],
    }).onDelete("cascade"),
    // The migration adds ON DELETE SET NULL (bug_id), which the schema language can't say of one column of a key.
    foreignKey({
      name: "regression_case_bug_fk",
      columns: [t.workspace_id, t.bug_id],
      foreignColumns: [bugs.workspace_id, bugs.id],
    }),
    check("regression_case_position_check", sql`(${t.position} is null) = (${t.archived_at} is not null)`),
    tenantPolicy("regression_case"),
  ],
).enableRLS();
