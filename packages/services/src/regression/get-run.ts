import type { RunDetail, RunIdInput } from "@hawkmoth/domain/regression/run-schema";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { inWorkspace } from "../transaction.ts";
import { readRunCases, toRunCase } from "./run-cases.ts";
import { findRun, readRun } from "./run-rows.ts";

/** A run with its cases as they were when it was made, and their results. @throws NOT_FOUND */
export async function getRun(ctx: ServiceContext, { run_id }: RunIdInput): Promise<RunDetail> {
  return inWorkspace(ctx, async (tx) => {
    const run = await findRun(tx, ctx, run_id);
    authorize(ctx, "regression.read", run.project_id);
    return { ...(await readRun(tx, ctx, run_id)), cases: (await readRunCases(tx, run)).map(toRunCase) };
  });
}
