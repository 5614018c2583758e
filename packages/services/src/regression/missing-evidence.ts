import type { Tx } from "@hawkmoth/db/client";
import { projects } from "@hawkmoth/db/schema/project";
import { regressionResultHistory, regressionRuns } from "@hawkmoth/db/schema/regression-run";
import { and, eq, sql, type SQL } from "drizzle-orm";
import type { RunRow } from "./run-rows.ts";
import type { TestedCase } from "./tested-case.ts";

/**
 * What the project's evidence policy lacks for a pass to verify the bug that the case guards, null when nothing. The
 * pass itself is evidence enough for NONE and ANY; RED_GREEN also wants a failure of the case in a run of another
 * commit, and goes by the run records alone.
 */
export async function missingEvidence(tx: Tx, run: RunRow, tested: TestedCase): Promise<string | null> {
  const { workspace_id, project_id, case_id } = tested;
  const [project] = await tx
    .select({ policy: projects.evidence_policy })
    .from(projects)
    .where(and(eq(projects.workspace_id, workspace_id), eq(projects.id, project_id)));
  if (project?.policy !== "RED_GREEN") return null;
  if (run.commit === null) return "the project asks for RED_GREEN evidence and this run names no commit.";
  const [red] = await tx
    .select({ run_id: regressionRuns.id })
    .from(regressionResultHistory)
    .innerJoin(
      regressionRuns,
      and(
        eq(regressionRuns.workspace_id, regressionResultHistory.workspace_id),
        eq(regressionRuns.id, regressionResultHistory.run_id),
      ),
    )
    .where(
      and(
        eq(regressionResultHistory.workspace_id, workspace_id),
        eq(regressionResultHistory.case_id, case_id),
        eq(regressionResultHistory.outcome, "FAILED"),
        isAnotherCommit(run.commit),
      ),
    )
    .limit(1);
  return red ? null : "the project asks for RED_GREEN evidence and this case never failed in a run of another commit.";
}

/** Two spellings of one commit differ in length only. */
function isAnotherCommit(commit: string): SQL {
  return sql`not (starts_with(${regressionRuns.commit}, ${commit}) or starts_with(${commit}, ${regressionRuns.commit}))`;
}
