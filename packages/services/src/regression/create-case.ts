import { regressionCases } from "@hawkmoth/db/schema/regression";
import { AppError } from "@hawkmoth/domain/errors";
import type { CreateCaseInput, RegressionCaseDetail } from "@hawkmoth/domain/regression/schema";
import { recordActivity } from "../activity.ts";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { inWorkspace } from "../transaction.ts";
import { makeRoom } from "./case-position.ts";
import { readCase } from "./case-rows.ts";
import { resolveProjectBug } from "./linked-bugs.ts";
import { assertActive, findSuite } from "./suite-rows.ts";

/**
 * Adds a case to a suite, at the end unless a position is given.
 * @throws CONFLICT for a suite that is archived or full; NOT_FOUND; FORBIDDEN; INVALID_INPUT for a bug of another project.
 */
export async function createCase(ctx: ServiceContext, input: CreateCaseInput): Promise<RegressionCaseDetail> {
  return inWorkspace(ctx, async (tx) => {
    const suite = await findSuite(tx, ctx, { suite_id: input.suite_id, lock: "update" });
    const { id: suite_id, workspace_id, project_id } = suite;
    authorize(ctx, "regression.write", project_id);
    assertActive(suite);
    const { title, steps, expected, spec = null, spec_ref = null } = input;
    const bug = input.bug_id ? await resolveProjectBug(tx, ctx, { bug_id: input.bug_id, project_id }) : null;
    const position = await makeRoom(tx, suite, input.position);
    const [row] = await tx
      .insert(regressionCases)
      .values({ workspace_id, suite_id, position, title, steps, expected, spec, spec_ref, bug_id: bug?.id ?? null })
      .returning({ id: regressionCases.id });
    if (!row) throw new AppError("INTERNAL");
    const made = { suite_id, case_id: row.id, title };
    await recordActivity(tx, ctx, { kind: "CASE_CREATED", project_id, to: made });
    if (bug) await recordActivity(tx, ctx, { kind: "REGRESSION_LINKED", project_id, bug_id: bug.id, to: made });
    return readCase(tx, ctx, row.id);
  });
}
