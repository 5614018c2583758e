import type { Tx } from "@hawkmoth/db/client";
import { regressionCases } from "@hawkmoth/db/schema/regression";
import { and, eq, isNull } from "drizzle-orm";
import { recordActivity } from "../activity.ts";
import { authorize } from "../authorize.ts";
import type { BugRow } from "../bug/resolve-bug.ts";
import type { ServiceContext } from "../context.ts";
import type { TestedCase } from "./tested-case.ts";

/** Makes a case that guards no bug yet guard the one a result named or filed; a link that is there stays. */
export async function linkCase(
  tx: Tx,
  ctx: ServiceContext,
  { tested, bug }: { tested: TestedCase; bug: BugRow },
): Promise<void> {
  const { workspace_id, project_id, suite_id, case_id, title } = tested;
  authorize(ctx, "regression.run", project_id);
  const [linked] = await tx
    .update(regressionCases)
    .set({ bug_id: bug.id })
    .where(
      and(
        eq(regressionCases.workspace_id, workspace_id),
        eq(regressionCases.id, case_id),
        isNull(regressionCases.bug_id),
      ),
    )
    .returning({ id: regressionCases.id });
  if (!linked) return;
  const to = { suite_id, case_id, title };
  await recordActivity(tx, ctx, { kind: "REGRESSION_LINKED", project_id, bug_id: bug.id, to });
}
