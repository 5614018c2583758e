import { regressionCases } from "@hawkmoth/db/schema/regression";
import type { CaseIdInput, RegressionCaseDetail } from "@hawkmoth/domain/regression/schema";
import { and, eq, sql } from "drizzle-orm";
import { recordActivity } from "../activity.ts";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { inWorkspace } from "../transaction.ts";
import { closeGap } from "./case-position.ts";
import { findCase, readCase } from "./case-rows.ts";

/** Puts a case away: new runs leave it out, old ones keep it. Again changes nothing. @throws NOT_FOUND, FORBIDDEN */
export async function archiveCase(ctx: ServiceContext, { case_id }: CaseIdInput): Promise<RegressionCaseDetail> {
  return inWorkspace(ctx, async (tx) => {
    const { row, suite } = await findCase(tx, ctx, { case_id, lock: "update" });
    authorize(ctx, "regression.write", suite.project_id);
    if (row.position !== null) {
      await tx
        .update(regressionCases)
        .set({ position: null, archived_at: sql`now()`, updated_at: sql`now()` })
        .where(and(eq(regressionCases.workspace_id, row.workspace_id), eq(regressionCases.id, row.id)));
      await closeGap(tx, suite, row.position);
      const to = { suite_id: suite.id, case_id: row.id, fields: ["archived_at"] };
      await recordActivity(tx, ctx, { kind: "CASE_UPDATED", project_id: suite.project_id, to });
    }
    return readCase(tx, ctx, row.id);
  });
}
