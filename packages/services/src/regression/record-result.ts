import type { Tx } from "@hawkmoth/db/client";
import { regressionResultHistory, regressionResults } from "@hawkmoth/db/schema/regression-run";
import type { ActivityKind } from "@hawkmoth/domain/activity/schema";
import { AppError } from "@hawkmoth/domain/errors";
import type { SubmitResultInput, TestOutcome } from "@hawkmoth/domain/regression/run-schema";
import { sql } from "drizzle-orm";
import { actedBy, recordActivity } from "../activity.ts";
import { authorize } from "../authorize.ts";
import type { BugRow } from "../bug/resolve-bug.ts";
import type { ServiceContext } from "../context.ts";
import type { ResultRow, RunRow } from "./run-rows.ts";
import type { TestedCase } from "./tested-case.ts";

/** What is said about a case, and which bug it is about. */
export interface Said {
  run: RunRow;
  tested: TestedCase;
  input: SubmitResultInput;
  bug: BugRow | null;
}

/** Stores a result over the one before and appends it to what was ever said; the bug's history tells it too. */
export async function recordResult(tx: Tx, ctx: ServiceContext, said: Said): Promise<ResultRow> {
  const { run, tested, input, bug } = said;
  const { workspace_id, project_id, case_id } = tested;
  authorize(ctx, "regression.run", project_id);
  const { outcome, notes = null } = input;
  const stored = { outcome, notes, bug_id: bug?.id ?? null, ...actedBy(ctx) };
  const [row] = await tx
    .insert(regressionResults)
    .values({ workspace_id, run_id: run.id, case_id, ...stored })
    .onConflictDoUpdate({
      target: [regressionResults.workspace_id, regressionResults.run_id, regressionResults.case_id],
      set: { ...stored, submitted_at: sql`now()`, revision: sql`${regressionResults.revision} + 1` },
    })
    .returning();
  if (!row) throw new AppError("INTERNAL");
  await tx.insert(regressionResultHistory).values(row);
  await recordActivity(tx, ctx, { ...entryOf(outcome, bug), project_id, to: whatHappened(said) });
  return row;
}

/** Only a verdict is news to a bug: that a case was blocked or skipped says nothing about it. */
function entryOf(outcome: TestOutcome, bug: BugRow | null): { kind: ActivityKind; bug_id?: string } {
  if (bug && outcome === "FAILED") return { kind: "REGRESSION_FAILED", bug_id: bug.id };
  if (bug && outcome === "PASSED") return { kind: "REGRESSION_PASSED", bug_id: bug.id };
  return { kind: "RESULT_SUBMITTED" };
}

function whatHappened({ run, tested, input }: Said) {
  const { id: run_id, environment, build, commit } = run;
  const { case_id, title } = tested;
  return { run_id, case_id, title, outcome: input.outcome, environment, build, commit };
}
