import type { CaseIdInput, RegressionCaseDetail } from "@hawkmoth/domain/regression/schema";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { inWorkspace } from "../transaction.ts";
import { findCase, readCase } from "./case-rows.ts";

/** One case with the source of its test. @throws NOT_FOUND */
export async function getCase(ctx: ServiceContext, { case_id }: CaseIdInput): Promise<RegressionCaseDetail> {
  return inWorkspace(ctx, async (tx) => {
    const { row, suite } = await findCase(tx, ctx, { case_id });
    authorize(ctx, "regression.read", suite.project_id);
    return readCase(tx, ctx, row.id);
  });
}
