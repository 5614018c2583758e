import type { Tx } from "@hawkmoth/db/client";
import { regressionCases } from "@hawkmoth/db/schema/regression";
import { regressionResults, regressionRunCases } from "@hawkmoth/db/schema/regression-run";
import { AppError } from "@hawkmoth/domain/errors";
import { and, eq } from "drizzle-orm";
import type { ResultRow, RunRow } from "./run-rows.ts";

/** A case of a run about which something is said. */
export interface TestedCase {
  case_id: string;
  suite_id: string;
  project_id: string;
  workspace_id: string;
  /** As it was when the run was made. */
  title: string;
  steps: string[];
  expected: string;
  /** The bug the case guards now. */
  guarded_bug_id: string | null;
  /** What was said before. */
  before: ResultRow | null;
}

/**
 * Reads a case of a run and locks the case, so that two runs that fail it at once file one bug and not two.
 * @throws NOT_FOUND when the case is not part of the run.
 */
export async function lockTestedCase(tx: Tx, run: RunRow, case_id: string): Promise<TestedCase> {
  const { workspace_id, id: run_id, suite_id, project_id } = run;
  const [guarded] = await tx
    .select({ bug_id: regressionCases.bug_id })
    .from(regressionCases)
    .where(and(eq(regressionCases.workspace_id, workspace_id), eq(regressionCases.id, case_id)))
    .for("no key update");
  const [row] = await tx
    .select({ run_case: regressionRunCases, before: regressionResults })
    .from(regressionRunCases)
    .leftJoin(
      regressionResults,
      and(
        eq(regressionResults.workspace_id, regressionRunCases.workspace_id),
        eq(regressionResults.run_id, regressionRunCases.run_id),
        eq(regressionResults.case_id, regressionRunCases.case_id),
      ),
    )
    .where(
      and(
        eq(regressionRunCases.workspace_id, workspace_id),
        eq(regressionRunCases.run_id, run_id),
        eq(regressionRunCases.case_id, case_id),
      ),
    );
  if (!guarded || !row)
    throw new AppError("NOT_FOUND", { message: "This case is not part of the run.", field: "case_id" });
  const { title, steps, expected } = row.run_case;
  const where = { workspace_id, project_id, suite_id, case_id };
  return { ...where, title, steps, expected, guarded_bug_id: guarded.bug_id, before: row.before };
}
