import type { Tx } from "@hawkmoth/db/client";
import { regressionCases } from "@hawkmoth/db/schema/regression";
import { regressionResults, regressionRunCases } from "@hawkmoth/db/schema/regression-run";
import type { RunCase } from "@hawkmoth/domain/regression/run-schema";
import { and, asc, eq } from "drizzle-orm";
import { toResult, type ResultRow, type RunRow } from "./run-rows.ts";

/** A case of a run, what was last said about it, and the bug it guards now. */
export interface RunCaseRow {
  run_case: typeof regressionRunCases.$inferSelect;
  result: ResultRow | null;
  guarded_bug_id: string | null;
}

/** The cases of a run in order. */
export function readRunCases(tx: Tx, run: RunRow): Promise<RunCaseRow[]> {
  return tx
    .select({ run_case: regressionRunCases, result: regressionResults, guarded_bug_id: regressionCases.bug_id })
    .from(regressionRunCases)
    .innerJoin(
      regressionCases,
      and(
        eq(regressionCases.workspace_id, regressionRunCases.workspace_id),
        eq(regressionCases.id, regressionRunCases.case_id),
      ),
    )
    .leftJoin(
      regressionResults,
      and(
        eq(regressionResults.workspace_id, regressionRunCases.workspace_id),
        eq(regressionResults.run_id, regressionRunCases.run_id),
        eq(regressionResults.case_id, regressionRunCases.case_id),
      ),
    )
    .where(and(eq(regressionRunCases.workspace_id, run.workspace_id), eq(regressionRunCases.run_id, run.id)))
    .orderBy(asc(regressionRunCases.position), asc(regressionRunCases.case_id));
}

/** A case of a run as the wire has it. */
export function toRunCase({ run_case, result }: RunCaseRow): RunCase {
  const { case_id, position, title, steps, expected } = run_case;
  return { case_id, position, title, steps, expected, result: result && toResult(result) };
}
