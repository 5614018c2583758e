import { AssigneeType } from "@hawkmoth/domain/assignee";
import { MAX_ATTEMPTS, TaskKind, TaskStatus, type HandOff } from "@hawkmoth/domain/task/schema";
import { OPEN_TASK_STATUSES } from "@hawkmoth/domain/task/states";
import { sql } from "drizzle-orm";
import {
  bigint,
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import { bugs } from "./bug.ts";
import {
  actedBy,
  now,
  oneOf,
  ownId,
  pairId,
  quoted,
  tenantPolicy,
  time,
  typeId,
  workspaceId,
  enumText,
} from "./columns.ts";
import { principals } from "./principal.ts";
import { projects } from "./project.ts";

/**
 * A piece of work in the queue and, while RUNNING, the lease of who works on it. Only a claim arms a lease; `fence`
 * grows with each claim and each revocation. The actor columns name who queued it.
 */
export const agentTasks = pgTable(
  "agent_task",
  {
    workspace_id: workspaceId(),
    id: ownId("task"),
    project_id: typeId("project").notNull(),
    bug_id: typeId("bug").notNull(),
    kind: enumText(TaskKind.options).notNull(),
    status: enumText(TaskStatus.options).notNull().default("QUEUED"),
    assignee_type: enumText(AssigneeType.options).notNull(),
    assignee_id: pairId().notNull(),
    ...actedBy(),
    priority: smallint().notNull(),
    attempt: integer().notNull().default(0),
    max_attempts: integer().notNull().default(MAX_ATTEMPTS),
    fence: bigint({ mode: "number" }).notNull().default(0),
    lease_token_hash: text(),
    lease_expires_at: time(),
    lease_seconds: integer(),
    /** Program that holds or held the lease. */
    lease_client: text(),
    progress: smallint(),
    note: text(),
    question: text(),
    answer: text(),
    /** Until when a person should have answered; passing it changes nothing by itself. */
    human_deadline: time(),
    summary: text(),
    result: jsonb().$type<HandOff>(),
    error: text(),
    /** Comments up to this moment were already handed to the agent. */
    prompts_seen_at: time(),
    /** Not claimable before: backoff after a lost attempt. */
    not_before: time().notNull().default(now),
    queued_at: time().notNull().default(now),
    started_at: time(),
    finished_at: time(),
    created_at: time().notNull().default(now),
    updated_at: time().notNull().default(now),
  },
  (t) => [
    primaryKey({ columns: [t.workspace_id, t.id] }),
    uniqueIndex("agent_task_one_open")
      .on(t.workspace_id, t.bug_id, t.kind)
      .where(sql`${t.status} in (${quoted(OPEN_TASK_STATUSES)})`),
    index("agent_task_queue")
      .on(t.workspace_id, t.assignee_type, t.assignee_id, t.priority, t.queued_at, t.id)
      .where(sql`${t.status} = 'QUEUED'`),
    index("agent_task_leases")
      .on(t.workspace_id, t.lease_expires_at)
      .where(sql`${t.status} = 'RUNNING'`),
    index("agent_task_by_bug").on(t.workspace_id, t.bug_id, t.created_at),
    index("agent_task_by_created").on(t.workspace_id, t.created_at, t.id),
    foreignKey({
      name: "agent_task_project_fk",
      columns: [t.workspace_id, t.project_id],
      foreignColumns: [projects.workspace_id, projects.id],
    }),
    foreignKey({
      name: "agent_task_bug_fk",
      columns: [t.workspace_id, t.bug_id],
      foreignColumns: [bugs.workspace_id, bugs.id],
    }).onDelete("cascade"),
    foreignKey({
      name: "agent_task_assignee_fk",
      columns: [t.workspace_id, t.assignee_type, t.assignee_id],
      foreignColumns: [principals.workspace_id, principals.type, principals.id],
    }),
    check(
      "agent_task_lease_check",
      sql`(${t.status} = 'RUNNING') = (${t.lease_expires_at} is not null) and (${t.status} <> 'RUNNING' or ${t.lease_token_hash} is not null)`,
    ),
    check("agent_task_attempt_check", sql`${t.attempt} >= 0 and ${t.fence} >= 0`),
    oneOf("agent_task_kind_check", t.kind, TaskKind.options),
    oneOf("agent_task_status_check", t.status, TaskStatus.options),
    tenantPolicy("agent_task"),
  ],
).enableRLS();
