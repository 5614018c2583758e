import type { Tx } from "@hawkmoth/db/client";
import { bugs } from "@hawkmoth/db/schema/bug";
import { BugStatus, Severity } from "@hawkmoth/domain/bug/schema";
import { workspaces } from "@hawkmoth/db/schema/workspace";
import { isOpen } from "@hawkmoth/domain/bug/states";
import type { GetStatsInput, Stats, StatsWindow } from "@hawkmoth/domain/statistics/schema";
import { and, eq, sql, type SQL } from "drizzle-orm";
import { authorize } from "../authorize.ts";
import { visibleBugs } from "../bug/bug-filters.ts";
import type { ServiceContext } from "../context.ts";
import { assertProjects } from "../project/rows.ts";
import { inWorkspace } from "../transaction.ts";

const DAYS: Readonly<Record<StatsWindow, number>> = { "7d": 7, "30d": 30, "90d": 90 };

/**
 * Counts the bugs of the projects that the actor sees, or of one of them, each count out of an index that holds all it
 * reads.
 * @throws NOT_FOUND for a project the actor can't see.
 */
export async function getStats(ctx: ServiceContext, input: GetStatsInput): Promise<Stats> {
  const { project_id, window } = input;
  if (project_id !== undefined) authorize(ctx, "bug.read", project_id);
  const where = and(
    visibleBugs(ctx),
    sql`${bugs.resolution} is distinct from 'SPAM'`,
    project_id === undefined ? undefined : eq(bugs.project_id, project_id),
  );
  return inWorkspace(ctx, async (tx) => {
    const since = sql`now() - make_interval(days => ${DAYS[window]}::int)`;
    const [teams, groups, created, resolved] = await Promise.all([
      tx
        .select({ id: workspaces.id, slug: workspaces.slug, name: workspaces.name })
        .from(workspaces)
        .where(eq(workspaces.id, ctx.actor.workspace_id)),
      countGroups(tx, where),
      countCreated(tx, where, since),
      countResolved(tx, where, since),
      project_id === undefined ? null : assertProjects(tx, ctx, [project_id]),
    ]);
    return { window, teams, ...standing(groups), ...created, ...resolved };
  });
}

/** By project too, which is the order of the index and spares sorting. */
function countGroups(tx: Tx, where: SQL | undefined) {
  return tx
    .select({
      status: bugs.status,
      severity: bugs.severity,
      assignee_type: bugs.assignee_type,
      count: sql<number>`count(*)::int`,
    })
    .from(bugs)
    .where(where)
    .groupBy(bugs.project_id, bugs.status, bugs.severity, bugs.assignee_type);
}

type Group = Awaited<ReturnType<typeof countGroups>>[number];

function standing(groups: readonly Group[]): Omit<Stats, "window" | "teams" | keyof Created | keyof Resolved> {
  const open = groups.filter(({ status }) => isOpen(status));
  const sum = (some: readonly Group[]) => some.reduce((total, { count }) => total + count, 0);
  const ownedBy = (type: Group["assignee_type"]) => sum(open.filter(({ assignee_type }) => assignee_type === type));
  return {
    open_count: sum(open),
    by_severity: countedBy(Severity.options, (severity) => sum(open.filter((group) => group.severity === severity))),
    by_status: countedBy(BugStatus.options, (status) => sum(groups.filter((group) => group.status === status))),
    by_assignee_type: { MEMBER: ownedBy("MEMBER"), AGENT: ownedBy("AGENT"), NONE: ownedBy(null) },
  };
}

/** Every value of an enum with its count, zero included. */
function countedBy<T extends string>(values: readonly T[], count: (value: T) => number): Record<T, number> {
  return Object.fromEntries(values.map((value) => [value, count(value)])) as Record<T, number>;
}

type Created = Pick<Stats, "since" | "created_count">;

async function countCreated(tx: Tx, where: SQL | undefined, since: SQL): Promise<Created> {
  const [row] = await tx
    .select({
      since: sql<string>`(${since})::timestamptz(3)`.mapWith(bugs.created_at),
      created_count: sql<number>`count(*)::int`,
    })
    .from(bugs)
    .where(and(where, sql`${bugs.created_at} >= ${since}`));
  return row ?? { since: new Date().toISOString(), created_count: 0 };
}

type Resolved = Pick<Stats, "resolved_count" | "median_resolve_hours">;

async function countResolved(tx: Tx, where: SQL | undefined, since: SQL): Promise<Resolved> {
  const hours = sql`extract(epoch from ${bugs.resolved_at} - ${bugs.created_at})::float8 / 3600`;
  const [row] = await tx
    .select({
      resolved_count: sql<number>`count(*)::int`,
      median: sql<number | null>`percentile_cont(0.5) within group (order by ${hours})`,
    })
    .from(bugs)
    .where(and(where, sql`${bugs.resolved_at} >= ${since}`, sql`${bugs.resolution} is distinct from 'DUPLICATE'`));
  return {
    resolved_count: row?.resolved_count ?? 0,
    median_resolve_hours: row?.median == null ? null : Math.round(Number(row.median) * 10) / 10,
  };
}
