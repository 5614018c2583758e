import type { Tx } from "@hawkmoth/db/client";
import { regressionCases } from "@hawkmoth/db/schema/regression";
import { regressionRuns } from "@hawkmoth/db/schema/regression-run";
import type { GetSuiteInput, RegressionCase, SuiteDetail } from "@hawkmoth/domain/regression/schema";
import { OPEN_RUN_STATUSES } from "@hawkmoth/domain/regression/states";
import { and, asc, desc, eq, getTableColumns, inArray, isNull, sql } from "drizzle-orm";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { inWorkspace } from "../transaction.ts";
import { toCase } from "./case-rows.ts";
import { readLinkedBugs } from "./linked-bugs.ts";
import { selectRuns, toRun } from "./run-rows.ts";
import { findSuite, readSuite } from "./suite-rows.ts";

/** So many open runs are named with a suite, the newest ones. */
const OPEN_RUN_COUNT = 10;

/** A suite with its cases in order and the runs somebody is to carry out. @throws NOT_FOUND */
export async function getSuite(ctx: ServiceContext, input: GetSuiteInput): Promise<SuiteDetail> {
  const { suite_id } = input;
  return inWorkspace(ctx, async (tx) => {
    const { project_id } = await findSuite(tx, ctx, { suite_id });
    authorize(ctx, "regression.read", project_id);
    return {
      ...(await readSuite(tx, ctx, suite_id)),
      open_runs: await openRuns(tx, ctx, suite_id),
      cases: await casesOf(tx, ctx, input),
    };
  });
}

async function casesOf(
  tx: Tx,
  ctx: ServiceContext,
  { suite_id, with_archived }: GetSuiteInput,
): Promise<RegressionCase[]> {
  const { spec, ...columns } = getTableColumns(regressionCases);
  const rows = await tx
    .select({ ...columns, has_spec: sql<boolean>`${spec} is not null` })
    .from(regressionCases)
    .where(
      and(
        eq(regressionCases.workspace_id, ctx.actor.workspace_id),
        eq(regressionCases.suite_id, suite_id),
        with_archived ? undefined : isNull(regressionCases.archived_at),
      ),
    )
    .orderBy(asc(regressionCases.position), asc(regressionCases.id));
  const bugs = await readLinkedBugs(
    tx,
    ctx,
    rows.map(({ bug_id }) => bug_id),
  );
  return rows.map((row) => toCase(row, bugs));
}

async function openRuns(tx: Tx, ctx: ServiceContext, suite_id: string): Promise<SuiteDetail["open_runs"]> {
  const rows = await selectRuns(
    tx,
    and(
      eq(regressionRuns.workspace_id, ctx.actor.workspace_id),
      eq(regressionRuns.suite_id, suite_id),
      inArray(regressionRuns.status, [...OPEN_RUN_STATUSES]),
    ),
  )
    .orderBy(desc(regressionRuns.created_at), desc(regressionRuns.id))
    .limit(OPEN_RUN_COUNT);
  return rows.map(toRun).map(({ id, status, created_at, assignee, counts }) => ({
    id,
    status,
    created_at,
    assignee,
    pending: counts.pending,
  }));
}
