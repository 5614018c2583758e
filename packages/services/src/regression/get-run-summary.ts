import type { Tx } from "@hawkmoth/db/client";
import { regressionResultHistory, regressionRuns } from "@hawkmoth/db/schema/regression-run";
import type { RunIdInput, RunSummary, SummaryCase, TestOutcome } from "@hawkmoth/domain/regression/run-schema";
import type { LinkedBug } from "@hawkmoth/domain/regression/schema";
import { countOutcomes, findFlaky, FLAKY_RUN_COUNT, type Verdict } from "@hawkmoth/domain/regression/summary";
import { and, desc, eq, inArray, sql } from "drizzle-orm";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { inWorkspace } from "../transaction.ts";
import { readLinkedBugs } from "./linked-bugs.ts";
import { readRunCases, type RunCaseRow } from "./run-cases.ts";
import { findRun, type RunRow } from "./run-rows.ts";
import { findSuite } from "./suite-rows.ts";

/** Where a run stands, what fails and what can't be relied on. @throws NOT_FOUND */
export async function getRunSummary(ctx: ServiceContext, { run_id }: RunIdInput): Promise<RunSummary> {
  return inWorkspace(ctx, async (tx) => {
    const run = await findRun(tx, ctx, run_id);
    authorize(ctx, "regression.read", run.project_id);
    const suite = await findSuite(tx, ctx, { suite_id: run.suite_id });
    const rows = await readRunCases(tx, run);
    const bugs = await readLinkedBugs(tx, ctx, rows.map(bugOf));
    const { suite_id, status, environment, build, commit, started_at, finished_at } = run;
    return {
      run_id,
      suite_id,
      suite_name: suite.name,
      status,
      environment,
      build,
      commit,
      started_at,
      finished_at,
      ...countOutcomes(rows.map(({ result }) => result?.outcome ?? null)),
      failing_cases: standingAt("FAILED", rows, bugs),
      blocked_cases: standingAt("BLOCKED", rows, bugs),
      flaky: findFlaky(
        rows.map(({ run_case }) => run_case),
        await verdictsOfBuild(tx, run),
      ),
      linked_bugs: [...bugs.values()],
    };
  });
}

function bugOf({ result, guarded_bug_id }: RunCaseRow): string | null {
  return result?.bug_id ?? guarded_bug_id;
}

function standingAt(
  outcome: TestOutcome,
  rows: readonly RunCaseRow[],
  bugs: ReadonlyMap<string, LinkedBug>,
): SummaryCase[] {
  return rows.flatMap((row) => {
    if (row.result?.outcome !== outcome) return [];
    const { case_id, title } = row.run_case;
    const bug_key = bugs.get(bugOf(row) ?? "")?.key ?? null;
    return [{ case_id, title, outcome, notes: row.result.notes, bug_key }];
  });
}

/** Everything that was said in this run, and in the newest runs of the suite with the same build, commit and environment. */
async function verdictsOfBuild(tx: Tx, run: RunRow): Promise<Verdict[]> {
  const { workspace_id, id, suite_id, build, commit, environment } = run;
  const isNamed = build !== null || commit !== null;
  const others = isNamed
    ? await tx
        .select({ id: regressionRuns.id })
        .from(regressionRuns)
        .where(
          and(
            eq(regressionRuns.workspace_id, workspace_id),
            eq(regressionRuns.suite_id, suite_id),
            sql`${regressionRuns.build} is not distinct from ${build}`,
            sql`${regressionRuns.commit} is not distinct from ${commit}`,
            sql`${regressionRuns.environment} is not distinct from ${environment}`,
          ),
        )
        .orderBy(desc(regressionRuns.created_at), desc(regressionRuns.id))
        .limit(FLAKY_RUN_COUNT)
    : [];
  const runs = [...new Set([id, ...others.map((other) => other.id)])];
  return tx
    .select({
      run_id: regressionResultHistory.run_id,
      case_id: regressionResultHistory.case_id,
      outcome: regressionResultHistory.outcome,
    })
    .from(regressionResultHistory)
    .where(and(eq(regressionResultHistory.workspace_id, workspace_id), inArray(regressionResultHistory.run_id, runs)));
}
