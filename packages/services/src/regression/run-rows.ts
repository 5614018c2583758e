import type { Tx } from "@hawkmoth/db/client";
import { actorId, principalId } from "@hawkmoth/db/schema/columns";
import { principals } from "@hawkmoth/db/schema/principal";
import { regressionSuites } from "@hawkmoth/db/schema/regression";
import { regressionResults, regressionRunCases, regressionRuns } from "@hawkmoth/db/schema/regression-run";
import { projectRoleOf } from "@hawkmoth/domain/access/policy";
import { AppError } from "@hawkmoth/domain/errors";
import type { RegressionRun, RunCounts, TestOutcome, TestResult } from "@hawkmoth/domain/regression/run-schema";
import { toCounts } from "@hawkmoth/domain/regression/summary";
import { and, eq, sql, type SQL } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { ServiceContext } from "../context.ts";

/** A row of the run table. */
export type RunRow = typeof regressionRuns.$inferSelect;
/** A row of the result table. */
export type ResultRow = typeof regressionResults.$inferSelect;

const onResult = and(
  eq(regressionResults.workspace_id, regressionRunCases.workspace_id),
  eq(regressionResults.run_id, regressionRunCases.run_id),
  eq(regressionResults.case_id, regressionRunCases.case_id),
);

function countOf(outcome: TestOutcome) {
  return sql<number>`count(*) filter (where ${regressionResults.outcome} = ${sql.raw(`'${outcome}'`)})`.mapWith(Number);
}

const tally = {
  total: sql<number>`count(*)`.mapWith(Number).as("total"),
  passed: countOf("PASSED").as("passed"),
  failed: countOf("FAILED").as("failed"),
  blocked: countOf("BLOCKED").as("blocked"),
  skipped: countOf("SKIPPED").as("skipped"),
};

/** Counts the cases of one run by what was last said about them. */
export async function countRun(tx: Tx, run: Pick<RunRow, "workspace_id" | "id">): Promise<RunCounts> {
  const [counts] = await tx
    .select(tally)
    .from(regressionRunCases)
    .leftJoin(regressionResults, onResult)
    .where(and(eq(regressionRunCases.workspace_id, run.workspace_id), eq(regressionRunCases.run_id, run.id)));
  if (!counts) throw new AppError("INTERNAL");
  return toCounts(counts);
}

const onSuite = and(
  eq(regressionSuites.workspace_id, regressionRuns.workspace_id),
  eq(regressionSuites.id, regressionRuns.suite_id),
);
const accountable = alias(principals, "accountable");

/** Runs with what lists show of them; add order and limit. */
export function selectRuns(tx: Tx, where: SQL | undefined) {
  const counts = tx
    .select(tally)
    .from(regressionRunCases)
    .leftJoin(regressionResults, onResult)
    .where(
      and(
        eq(regressionRunCases.workspace_id, regressionRuns.workspace_id),
        eq(regressionRunCases.run_id, regressionRuns.id),
      ),
    )
    .as("counts");
  return tx
    .select({
      run: regressionRuns,
      suite_name: regressionSuites.name,
      assignee_name: principals.name,
      accountable_name: accountable.name,
      total: counts.total,
      passed: counts.passed,
      failed: counts.failed,
      blocked: counts.blocked,
      skipped: counts.skipped,
    })
    .from(regressionRuns)
    .innerJoin(regressionSuites, onSuite)
    .leftJoinLateral(counts, sql`true`)
    .leftJoin(
      principals,
      and(
        eq(principals.workspace_id, regressionRuns.workspace_id),
        eq(principals.type, regressionRuns.assignee_type),
        eq(principals.id, regressionRuns.assignee_id),
      ),
    )
    .leftJoin(
      accountable,
      and(
        eq(accountable.workspace_id, regressionRuns.workspace_id),
        eq(accountable.type, "MEMBER"),
        eq(accountable.id, regressionRuns.accountable_member_id),
      ),
    )
    .where(where);
}

/** A selected row as the wire has it. */
export function toRun(row: Awaited<ReturnType<typeof selectRuns>>[number]): RegressionRun {
  const { run, total, passed, failed, blocked, skipped } = row;
  const { id, suite_id, project_id, status, environment, build, commit, assignee_type, assignee_id } = run;
  return {
    id,
    suite_id,
    suite_name: row.suite_name,
    project_id,
    status,
    environment,
    build,
    commit,
    assignee:
      assignee_type && assignee_id
        ? { type: assignee_type, id: principalId(assignee_type, assignee_id), name: row.assignee_name ?? "" }
        : null,
    accountable_member: run.accountable_member_id
      ? { id: run.accountable_member_id, name: row.accountable_name ?? "" }
      : null,
    counts: toCounts({
      total: total ?? 0,
      passed: passed ?? 0,
      failed: failed ?? 0,
      blocked: blocked ?? 0,
      skipped: skipped ?? 0,
    }),
    created_by: { type: run.actor_type, id: actorId(run.actor_type, run.actor_id), name: run.actor_name },
    created_at: run.created_at,
    started_at: run.started_at,
    finished_at: run.finished_at,
  };
}

/** A stored result as the wire has it. */
export function toResult(row: ResultRow): TestResult {
  const { outcome, notes, bug_id, revision, via, submitted_at, actor_type, actor_id, actor_name } = row;
  const submitted_by = { type: actor_type, id: actorId(actor_type, actor_id), name: actor_name };
  return { outcome, notes, bug_id, revision, submitted_by, via, submitted_at };
}

/** Reads one run as the wire has it. The caller has found and authorised it. */
export async function readRun(tx: Tx, ctx: ServiceContext, run_id: string): Promise<RegressionRun> {
  const [row] = await selectRuns(tx, isRun(ctx, run_id));
  if (!row) throw new AppError("NOT_FOUND");
  return toRun(row);
}

/** Finds a run the actor can see. @throws NOT_FOUND */
export async function findRun(tx: Tx, ctx: ServiceContext, run_id: string): Promise<RunRow> {
  const [row] = await tx.select().from(regressionRuns).where(isRun(ctx, run_id));
  if (!row || projectRoleOf(ctx.actor, row.project_id) === null) throw new AppError("NOT_FOUND");
  return row;
}

/** The one run of this id in the actor's workspace. */
export function isRun(ctx: ServiceContext, run_id: string): SQL | undefined {
  return and(eq(regressionRuns.workspace_id, ctx.actor.workspace_id), eq(regressionRuns.id, run_id));
}
