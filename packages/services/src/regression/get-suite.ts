import type { Tx } from "@hawkmoth/db/client";
import { regressionCases } from "@hawkmoth/db/schema/regression";
import { regressionRuns } from "@hawkmoth/db/schema/regression-run";
import { AppError } from "@hawkmoth/domain/errors";
import { isId } from "@hawkmoth/domain/ids";
import { cursorRank, decodeCursor, encodeCursor } from "@hawkmoth/domain/pagination";
import { MAX_CASES, type GetSuiteInput, type SuiteDetail } from "@hawkmoth/domain/regression/schema";
import { OPEN_RUN_STATUSES } from "@hawkmoth/domain/regression/states";
import { and, asc, desc, eq, getTableColumns, inArray, isNull, sql, type SQL } from "drizzle-orm";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { inWorkspace } from "../transaction.ts";
import { toCase } from "./case-rows.ts";
import { readLinkedBugs } from "./linked-bugs.ts";
import { selectRuns, toRun } from "./run-rows.ts";
import { findSuite, readSuite } from "./suite-rows.ts";

/** So many open runs are named with a suite, the newest ones. */
const OPEN_RUN_COUNT = 10;

/** Sorts archived cases, which have no position, behind all others. */
const sortKey = sql<number>`coalesce(${regressionCases.position}, ${sql.raw(String(MAX_CASES + 1))})`;

/** A suite with its cases in order, page by page, and the runs somebody is to carry out. @throws NOT_FOUND */
export async function getSuite(ctx: ServiceContext, input: GetSuiteInput): Promise<SuiteDetail> {
  const { suite_id } = input;
  return inWorkspace(ctx, async (tx) => {
    const { project_id } = await findSuite(tx, ctx, { suite_id });
    authorize(ctx, "regression.read", project_id);
    return {
      ...(await readSuite(tx, ctx, suite_id)),
      open_runs: await openRuns(tx, ctx, suite_id),
      ...(await casesOf(tx, ctx, input)),
    };
  });
}

async function casesOf(
  tx: Tx,
  ctx: ServiceContext,
  { suite_id, with_archived, cursor, limit }: GetSuiteInput,
): Promise<Pick<SuiteDetail, "cases" | "next_cursor">> {
  const { spec, ...columns } = getTableColumns(regressionCases);
  const rows = await tx
    .select({ ...columns, has_spec: sql<boolean>`${spec} is not null` })
    .from(regressionCases)
    .where(
      and(
        eq(regressionCases.workspace_id, ctx.actor.workspace_id),
        eq(regressionCases.suite_id, suite_id),
        with_archived ? undefined : isNull(regressionCases.archived_at),
        cursor === undefined ? undefined : afterCursor(cursor),
      ),
    )
    .orderBy(asc(sortKey), asc(regressionCases.id))
    .limit(limit + 1);
  const page = rows.slice(0, limit);
  const bug_ids = page.map(({ bug_id }) => bug_id);
  const bugs = await readLinkedBugs(tx, ctx, bug_ids);
  const last = page.at(-1);
  const hasMore = rows.length > limit;
  return {
    cases: page.map((row) => toCase(row, bugs)),
    next_cursor: hasMore && last ? encodeCursor([last.position ?? MAX_CASES + 1, last.id]) : null,
  };
}

function afterCursor(cursor: string): SQL {
  const [position, id] = decodeCursor(cursor, 2);
  if (typeof id !== "string" || !isId("case", id)) throw new AppError("INVALID_INPUT", { field: "cursor" });
  const uuid = sql.param(id, regressionCases.id);
  return sql`(${sortKey}, ${regressionCases.id}) > (${cursorRank(position)}::int, ${uuid})`;
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
