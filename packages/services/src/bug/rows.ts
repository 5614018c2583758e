import type { Tx } from "@hawkmoth/db/client";
import { agentTasks } from "@hawkmoth/db/schema/task";
import { bugs } from "@hawkmoth/db/schema/bug";
import { actorId, principalId } from "@hawkmoth/db/schema/columns";
import { principals } from "@hawkmoth/db/schema/principal";
import { projects } from "@hawkmoth/db/schema/project";
import { workspaces } from "@hawkmoth/db/schema/workspace";
import { projectRoleOf } from "@hawkmoth/domain/access/policy";
import type { Bug, BugSummary } from "@hawkmoth/domain/bug/schema";
import { AppError } from "@hawkmoth/domain/errors";
import { uuidToId } from "@hawkmoth/domain/ids";
import type { LabelRef } from "@hawkmoth/domain/label/schema";
import { OPEN_TASK_STATUSES } from "@hawkmoth/domain/task/states";
import { and, desc, eq, inArray, sql, type SQL } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { ServiceContext } from "../context.ts";
import { taskRefOf } from "../task/rows.ts";
import { isHiddenFrom, shownText, withoutReport, type LockdownColumns } from "./lockdown.ts";

interface LabelJson {
  id: string;
  name: string;
  color: string;
}

const labelsOfBug = sql<LabelJson[]>`(
  select coalesce(json_agg(json_build_object('id', l.id, 'name', l.name, 'color', l.color) order by lower(l.name)), '[]')
  from bug_label bl join label l on l.workspace_id = bl.workspace_id and l.id = bl.label_id
  where bl.workspace_id = ${bugs.workspace_id} and bl.bug_id = ${bugs.id})`;

/** The stored columns that a list row is made of; the long texts stay where they are. */
const summaryColumns = {
  id: bugs.id,
  project_id: bugs.project_id,
  number: bugs.number,
  title: bugs.title,
  status: bugs.status,
  resolution: bugs.resolution,
  severity: bugs.severity,
  priority: bugs.priority,
  priority_rank: bugs.priority_rank,
  source: bugs.source,
  assignee_type: bugs.assignee_type,
  assignee_id: bugs.assignee_id,
  comment_count: bugs.comment_count,
  evidence: bugs.evidence,
  created_by_type: bugs.created_by_type,
  trusted_at: bugs.trusted_at,
  created_at: bugs.created_at,
  updated_at: bugs.updated_at,
};

const onProject = and(eq(projects.workspace_id, bugs.workspace_id), eq(projects.id, bugs.project_id));
const onAssignee = and(
  eq(principals.workspace_id, bugs.workspace_id),
  eq(principals.type, bugs.assignee_type),
  eq(principals.id, bugs.assignee_id),
);

/** Bugs with what a list row shows; add where, order and limit. */
export function selectSummaries(tx: Tx) {
  return tx
    .select({
      bug: summaryColumns,
      project_key: projects.key,
      is_locked_down: projects.is_locked_down,
      assignee_name: principals.name,
      labels: labelsOfBug,
    })
    .from(bugs)
    .innerJoin(projects, onProject)
    .leftJoin(principals, onAssignee)
    .$dynamic();
}

/** What `selectSummaries` yields. */
export type SelectedSummary = Awaited<ReturnType<typeof selectSummaries>>[number];

/** A selected row as lists show it to this caller. */
export function toSummary(ctx: ServiceContext, row: SelectedSummary): BugSummary {
  const summary = storedSummary(row);
  return { ...summary, title: shownText(ctx, { ...row.bug, is_locked_down: row.is_locked_down }, summary.title) };
}

function storedSummary({ bug, project_key, assignee_name, labels }: SelectedSummary): BugSummary {
  return {
    id: bug.id,
    key: `${project_key}-${bug.number}`,
    project_id: bug.project_id,
    title: bug.title,
    status: bug.status,
    resolution: bug.resolution,
    severity: bug.severity,
    priority: bug.priority,
    source: bug.source,
    assignee:
      bug.assignee_type && bug.assignee_id
        ? { type: bug.assignee_type, id: principalId(bug.assignee_type, bug.assignee_id), name: assignee_name ?? "" }
        : null,
    labels: labels.map(toLabelRef),
    comment_count: bug.comment_count,
    evidence: bug.evidence,
    created_at: bug.created_at,
    updated_at: bug.updated_at,
  };
}

function toLabelRef(label: LabelJson): LabelRef {
  return { id: uuidToId("label", label.id), name: label.name, color: label.color };
}

/** Reads one bug whole, as this caller may see it. The caller has resolved and authorised it. @throws NOT_FOUND */
export async function readBug(tx: Tx, ctx: ServiceContext, bug_id: string): Promise<Bug> {
  return shownBug(ctx, await readStoredBug(tx, ctx, bug_id));
}

/** A bug as it is stored, for events and history, with what lockdown goes by. */
export interface StoredBug {
  bug: Bug;
  lockdown: LockdownColumns;
  /** The same of the bug that this one is a duplicate of, which may be of another project. */
  original: (LockdownColumns & { project_id: string }) | null;
}

/** A stored bug as this caller may see it; a bug that it leads to in a project the caller can't see is missing. */
export function shownBug(ctx: ServiceContext, { bug, lockdown, original }: StoredBug): Bug {
  const { duplicate_of } = bug;
  const shown = isHiddenFrom(ctx, lockdown) ? withoutReport(bug) : bug;
  if (!duplicate_of || !original) return shown;
  if (projectRoleOf(ctx.actor, original.project_id) === null) return { ...shown, duplicate_of: null };
  return { ...shown, duplicate_of: { ...duplicate_of, title: shownText(ctx, original, duplicate_of.title) } };
}

/** The fields of a stored bug as events tell them to all who see its project: of a bug elsewhere they hold the id. */
export function toldFields({ bug, original }: StoredBug): Record<string, unknown> {
  const isElsewhere = original !== null && original.project_id !== bug.project_id;
  return { ...bug, ...(isElsewhere && bug.duplicate_of ? { duplicate_of: { id: bug.duplicate_of.id } } : {}) };
}

/** Reads one bug whole, with text that the caller may not be allowed to see. @throws NOT_FOUND */
export async function readStoredBug(tx: Tx, ctx: ServiceContext, bug_id: string): Promise<StoredBug> {
  const [[row], task] = await Promise.all([selectWhole(tx, is(ctx, bug_id)), openTask(tx, ctx, bug_id)]);
  if (!row) throw new AppError("NOT_FOUND");
  return {
    bug: wholeBug(ctx, row, task),
    lockdown: { ...row.bug, is_locked_down: row.is_locked_down },
    original:
      row.other_by === null || row.other_project_id === null
        ? null
        : {
            project_id: row.other_project_id,
            created_by_type: row.other_by,
            trusted_at: row.other_trusted_at,
            is_locked_down: row.other_locked ?? false,
          },
  };
}

type WholeRow = Awaited<ReturnType<typeof selectWhole>>[number];

function wholeBug(ctx: ServiceContext, row: WholeRow, task: Bug["task"]): Bug {
  const { bug } = row;
  const summary = storedSummary(row);
  return {
    ...summary,
    number: bug.number,
    description: bug.description,
    reporter: { name: bug.reporter_name, email: bug.reporter_email, identifier: bug.reporter_identifier },
    created_by: {
      type: bug.created_by_type,
      id: actorId(bug.created_by_type, bug.created_by_id),
      name: bug.created_by_name,
    },
    accountable_member: bug.accountable_member_id
      ? { id: bug.accountable_member_id, name: row.accountable_name ?? "" }
      : null,
    url: bug.url,
    environment: bug.environment,
    app_version: bug.app_version,
    duplicate_of: bug.duplicate_of
      ? { id: bug.duplicate_of, key: `${row.other_key}-${row.other_number}`, title: row.other_title ?? "" }
      : null,
    triaged_at: bug.triaged_at,
    resolved_at: bug.resolved_at,
    verified_at: bug.verified_at,
    reopen_count: bug.reopen_count,
    occurrence_count: bug.occurrence_count,
    version: bug.version,
    task,
    web_url: `${ctx.web_origin}/${row.slug}/bugs/${summary.key}`,
  };
}

function is(ctx: ServiceContext, bug_id: string): SQL | undefined {
  return and(eq(bugs.workspace_id, ctx.actor.workspace_id), eq(bugs.id, bug_id));
}

const other = alias(bugs, "other");
const otherProject = alias(projects, "other_project");
const accountable = alias(principals, "accountable");

function selectWhole(tx: Tx, where: SQL | undefined) {
  return tx
    .select({
      bug: bugs,
      project_key: projects.key,
      is_locked_down: projects.is_locked_down,
      assignee_name: principals.name,
      labels: labelsOfBug,
      slug: workspaces.slug,
      accountable_name: accountable.name,
      other_key: otherProject.key,
      other_number: other.number,
      other_title: other.title,
      other_project_id: other.project_id,
      other_by: other.created_by_type,
      other_trusted_at: other.trusted_at,
      other_locked: otherProject.is_locked_down,
    })
    .from(bugs)
    .innerJoin(projects, onProject)
    .innerJoin(workspaces, eq(workspaces.id, bugs.workspace_id))
    .leftJoin(principals, onAssignee)
    .leftJoin(
      accountable,
      and(
        eq(accountable.workspace_id, bugs.workspace_id),
        eq(accountable.type, "MEMBER"),
        eq(accountable.id, bugs.accountable_member_id),
      ),
    )
    .leftJoin(other, and(eq(other.workspace_id, bugs.workspace_id), eq(other.id, bugs.duplicate_of)))
    .leftJoin(
      otherProject,
      and(eq(otherProject.workspace_id, bugs.workspace_id), eq(otherProject.id, other.project_id)),
    )
    .where(where);
}

/** The open task of a bug, newest first when it has several kinds. */
export async function openTask(tx: Tx, ctx: ServiceContext, bug_id: string): Promise<Bug["task"]> {
  const [task] = await tx
    .select({ id: agentTasks.id, kind: agentTasks.kind, status: agentTasks.status })
    .from(agentTasks)
    .where(
      and(
        eq(agentTasks.workspace_id, ctx.actor.workspace_id),
        eq(agentTasks.bug_id, bug_id),
        inArray(agentTasks.status, [...OPEN_TASK_STATUSES]),
      ),
    )
    .orderBy(desc(agentTasks.created_at))
    .limit(1);
  return task ? taskRefOf(task) : null;
}
