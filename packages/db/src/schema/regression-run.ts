import { ActorType } from "@hawkmoth/domain/actor";
import { AssigneeType } from "@hawkmoth/domain/assignee";
import { RunStatus } from "@hawkmoth/domain/regression/schema";
import { TestOutcome } from "@hawkmoth/domain/regression/run-schema";
import { sql } from "drizzle-orm";
import { check, foreignKey, index, integer, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { bugs } from "./bug.ts";
import { actedBy, enumText, now, oneOf, ownId, pairId, tenantPolicy, time, typeId, workspaceId } from "./columns.ts";
import { members } from "./member.ts";
import { principals } from "./principal.ts";
import { projects } from "./project.ts";
import { regressionCases, regressionSuites } from "./regression.ts";

/** One pass through a suite. The assignee is who runs it, the actor columns name who asked for it. */
export const regressionRuns = pgTable(
  "regression_run",
  {
    workspace_id: workspaceId(),
    id: ownId("run"),
    project_id: typeId("project").notNull(),
    suite_id: typeId("suite").notNull(),
    status: enumText(RunStatus.options).notNull().default("QUEUED"),
    environment: text(),
    build: text(),
    commit: text(),
    assignee_type: enumText(AssigneeType.options),
    assignee_id: pairId(),
    accountable_member_id: typeId("member"),
    ...actedBy(),
    started_at: time(),
    finished_at: time(),
    created_at: time().notNull().default(now),
    updated_at: time().notNull().default(now),
  },
  (t) => [
    primaryKey({ columns: [t.workspace_id, t.id] }),
    index("regression_run_by_created").on(t.workspace_id, t.created_at, t.id),
    index("regression_run_by_suite").on(t.workspace_id, t.suite_id, t.created_at, t.id),
    index("regression_run_by_assignee")
      .on(t.workspace_id, t.assignee_type, t.assignee_id, t.created_at, t.id)
      .where(sql`${t.assignee_id} is not null`),
    foreignKey({
      name: "regression_run_project_fk",
      columns: [t.workspace_id, t.project_id],
      foreignColumns: [projects.workspace_id, projects.id],
    }),
    foreignKey({
      name: "regression_run_suite_fk",
      columns: [t.workspace_id, t.suite_id],
      foreignColumns: [regressionSuites.workspace_id, regressionSuites.id],
    }).onDelete("cascade"),
    foreignKey({
      name: "regression_run_assignee_fk",
      columns: [t.workspace_id, t.assignee_type, t.assignee_id],
      foreignColumns: [principals.workspace_id, principals.type, principals.id],
    }),
    foreignKey({
      name: "regression_run_accountable_fk",
      columns: [t.workspace_id, t.accountable_member_id],
      foreignColumns: [members.workspace_id, members.id],
    }),
    foreignKey({
      name: "regression_run_actor_fk",
      columns: [t.workspace_id, t.actor_type, t.actor_id],
      foreignColumns: [principals.workspace_id, principals.type, principals.id],
    }),
    check("regression_run_assignee_both_check", sql`(${t.assignee_type} is null) = (${t.assignee_id} is null)`),
    check(
      "regression_run_accountable_check",
      sql`${t.assignee_type} is distinct from 'AGENT' or ${t.accountable_member_id} is not null`,
    ),
    check(
      "regression_run_finished_check",
      sql`(${t.status} in ('PASSED', 'FAILED', 'CANCELLED')) = (${t.finished_at} is not null)`,
    ),
    oneOf("regression_run_assignee_type_check", t.assignee_type, AssigneeType.options),
    oneOf("regression_run_actor_type_check", t.actor_type, ActorType.options),
    oneOf("regression_run_status_check", t.status, RunStatus.options),
    tenantPolicy("regression_run"),
  ],
).enableRLS();

/** The cases of a run as they were when it was made. One without a result is pending. */
export const regressionRunCases = pgTable(
  "regression_run_case",
  {
    workspace_id: workspaceId(),
    run_id: typeId("run").notNull(),
    case_id: typeId("case").notNull(),
    position: integer().notNull(),
    title: text().notNull(),
    steps: text().array().notNull(),
    expected: text().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.workspace_id, t.run_id, t.case_id] }),
    foreignKey({
      name: "regression_run_case_run_fk",
      columns: [t.workspace_id, t.run_id],
      foreignColumns: [regressionRuns.workspace_id, regressionRuns.id],
    }).onDelete("cascade"),
    foreignKey({
      name: "regression_run_case_case_fk",
      columns: [t.workspace_id, t.case_id],
      foreignColumns: [regressionCases.workspace_id, regressionCases.id],
    }).onDelete("cascade"),
    tenantPolicy("regression_run_case"),
  ],
).enableRLS();

/** What was last said about a case of a run, and by whom. */
export const regressionResults = pgTable(
  "regression_result",
  {
    workspace_id: workspaceId(),
    run_id: typeId("run").notNull(),
    case_id: typeId("case").notNull(),
    outcome: enumText(TestOutcome.options).notNull(),
    notes: text(),
    bug_id: typeId("bug"),
    revision: integer().notNull().default(1),
    ...actedBy(),
    submitted_at: time().notNull().default(now),
  },
  (t) => [
    primaryKey({ columns: [t.workspace_id, t.run_id, t.case_id] }),
    index("regression_result_by_case").on(t.workspace_id, t.case_id, t.submitted_at),
    index("regression_result_by_bug")
      .on(t.workspace_id, t.bug_id)
      .where(sql`${t.bug_id} is not null`),
    foreignKey({
      name: "regression_result_case_fk",
      columns: [t.workspace_id, t.run_id, t.case_id],
      foreignColumns: [regressionRunCases.workspace_id, regressionRunCases.run_id, regressionRunCases.case_id],
    }).onDelete("cascade"),
    // The migration adds ON DELETE SET NULL (bug_id), which the schema language can't say of one column of a key.
    foreignKey({
      name: "regression_result_bug_fk",
      columns: [t.workspace_id, t.bug_id],
      foreignColumns: [bugs.workspace_id, bugs.id],
    }),
    foreignKey({
      name: "regression_result_actor_fk",
      columns: [t.workspace_id, t.actor_type, t.actor_id],
      foreignColumns: [principals.workspace_id, principals.type, principals.id],
    }),
    oneOf("regression_result_outcome_check", t.outcome, TestOutcome.options),
    oneOf("regression_result_actor_type_check", t.actor_type, ActorType.options),
    tenantPolicy("regression_result"),
  ],
).enableRLS();

/** Append-only: everything that was ever said about a case of a run. */
export const regressionResultHistory = pgTable(
  "regression_result_history",
  {
    workspace_id: workspaceId(),
    run_id: typeId("run").notNull(),
    case_id: typeId("case").notNull(),
    revision: integer().notNull(),
    outcome: enumText(TestOutcome.options).notNull(),
    notes: text(),
    bug_id: typeId("bug"),
    ...actedBy(),
    submitted_at: time().notNull().default(now),
  },
  (t) => [
    primaryKey({
      name: "regression_result_history_pk",
      columns: [t.workspace_id, t.run_id, t.case_id, t.revision],
    }),
    index("regression_result_history_by_case").on(t.workspace_id, t.case_id, t.submitted_at),
    foreignKey({
      name: "regression_result_history_case_fk",
      columns: [t.workspace_id, t.run_id, t.case_id],
      foreignColumns: [regressionRunCases.workspace_id, regressionRunCases.run_id, regressionRunCases.case_id],
    }).onDelete("cascade"),
    oneOf("regression_result_history_outcome_check", t.outcome, TestOutcome.options),
    oneOf("regression_result_history_actor_type_check", t.actor_type, ActorType.options),
    tenantPolicy("regression_result_history"),
  ],
).enableRLS();
