import { principalUuid } from "@hawkmoth/db/schema/columns";
import { regressionRuns } from "@hawkmoth/db/schema/regression-run";
import type { AssigneeRef } from "@hawkmoth/domain/assignee";
import { AppError } from "@hawkmoth/domain/errors";
import type { AssignRunInput, RunWritten } from "@hawkmoth/domain/regression/run-schema";
import { OPEN_RUN_STATUSES } from "@hawkmoth/domain/regression/states";
import { and, inArray, sql } from "drizzle-orm";
import { recordActivity } from "../activity.ts";
import { authorize } from "../authorize.ts";
import { accountableMember } from "../bug/accountable-member.ts";
import { resolveAssignee } from "../bug/resolve-assignee.ts";
import type { ServiceContext } from "../context.ts";
import { recordEvent } from "../outbox.ts";
import { inWorkspace } from "../transaction.ts";
import { findRun, isRun, readRun, type RunRow } from "./run-rows.ts";

/**
 * Says who is to carry out an unfinished run, or that nobody is; to say the same again changes nothing.
 * @throws CONFLICT when the run is finished; INVALID_INPUT for someone who can't work in the project; NOT_FOUND; FORBIDDEN.
 */
export async function assignRun(ctx: ServiceContext, input: AssignRunInput): Promise<RunWritten> {
  return inWorkspace(ctx, async (tx) => {
    const run = await findRun(tx, ctx, input.run_id);
    const { id: run_id, suite_id, project_id } = run;
    authorize(ctx, "regression.run", project_id);
    const to = await resolveAssignee(tx, ctx, { ...input, project_id, work: "REGRESSION_RUN" });
    if (to === undefined)
      throw new AppError("INVALID_INPUT", { message: "Give 'assignee_id': an id, me, or none.", field: "assignee_id" });
    if (isExecutor(run, to)) return { run: await readRun(tx, ctx, run_id) };
    const current = run.accountable_member_id;
    const [assigned] = await tx
      .update(regressionRuns)
      .set({
        assignee_type: to?.type ?? null,
        assignee_id: to ? principalUuid(to.type, to.id) : null,
        accountable_member_id:
          to?.type === "AGENT" ? await accountableMember(tx, ctx, { agent_id: to.id, current }) : null,
        updated_at: sql`now()`,
      })
      .where(and(isRun(ctx, run_id), inArray(regressionRuns.status, [...OPEN_RUN_STATUSES])))
      .returning({ status: regressionRuns.status });
    if (!assigned) throw new AppError("CONFLICT", { message: "This run is finished; nobody is to carry it out." });
    const changes = { run_id, suite_id, status: assigned.status, assignee: to };
    await recordActivity(tx, ctx, { kind: "RUN_UPDATED", project_id, field: "assignee", to: changes });
    await recordEvent(tx, ctx, { type: "run.updated", project_id, changes });
    return { run: await readRun(tx, ctx, run_id) };
  });
}

function isExecutor(run: RunRow, to: AssigneeRef | null): boolean {
  if (!to) return run.assignee_id === null;
  return run.assignee_type === to.type && run.assignee_id === principalUuid(to.type, to.id);
}
