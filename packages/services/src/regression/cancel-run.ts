import { regressionRuns } from "@hawkmoth/db/schema/regression-run";
import type { RunIdInput, RunWritten } from "@hawkmoth/domain/regression/run-schema";
import { assertCancellable, OPEN_RUN_STATUSES } from "@hawkmoth/domain/regression/states";
import { and, inArray, sql } from "drizzle-orm";
import { recordActivity } from "../activity.ts";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { recordEvent } from "../outbox.ts";
import { inWorkspace } from "../transaction.ts";
import { findRun, isRun, readRun } from "./run-rows.ts";

/**
 * Ends a run that is not finished; its results stay and it takes no more. Again changes nothing. Of a cancellation and
 * the result that would finish the run, whoever comes first wins.
 * @throws CONFLICT when the run is finished; NOT_FOUND; FORBIDDEN.
 */
export async function cancelRun(ctx: ServiceContext, { run_id }: RunIdInput): Promise<RunWritten> {
  return inWorkspace(ctx, async (tx) => {
    const { project_id, suite_id } = await findRun(tx, ctx, run_id);
    authorize(ctx, "regression.run", project_id);
    const [cancelled] = await tx
      .update(regressionRuns)
      .set({ status: "CANCELLED", finished_at: sql`now()`, updated_at: sql`now()` })
      .where(and(isRun(ctx, run_id), inArray(regressionRuns.status, [...OPEN_RUN_STATUSES])))
      .returning({ status: regressionRuns.status });
    if (cancelled) {
      const changes = { run_id, suite_id, status: cancelled.status };
      await recordActivity(tx, ctx, { kind: "RUN_UPDATED", project_id, field: "status", to: changes });
      await recordEvent(tx, ctx, { type: "run.updated", project_id, changes });
    } else {
      assertCancellable((await findRun(tx, ctx, run_id)).status);
    }
    return { run: await readRun(tx, ctx, run_id) };
  });
}
