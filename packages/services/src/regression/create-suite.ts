import { regressionSuites } from "@hawkmoth/db/schema/regression";
import { AppError } from "@hawkmoth/domain/errors";
import type { CreateSuiteInput, RegressionSuite } from "@hawkmoth/domain/regression/schema";
import { recordActivity } from "../activity.ts";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { assertProjects } from "../project/rows.ts";
import { inWorkspace } from "../transaction.ts";
import { ownerColumns, resolveOwner } from "./resolve-owner.ts";
import { readSuite } from "./suite-rows.ts";

/** Makes an empty suite. @throws NOT_FOUND, FORBIDDEN, INVALID_INPUT for an owner who can't work in the project. */
export async function createSuite(ctx: ServiceContext, input: CreateSuiteInput): Promise<RegressionSuite> {
  const { project_id, name, description } = input;
  authorize(ctx, "regression.write", project_id);
  return inWorkspace(ctx, async (tx) => {
    await assertProjects(tx, ctx, [project_id]);
    const owner = (await resolveOwner(tx, ctx, input)) ?? null;
    const { workspace_id } = ctx.actor;
    const [row] = await tx
      .insert(regressionSuites)
      .values({ workspace_id, project_id, name, description, ...ownerColumns(owner) })
      .returning({ id: regressionSuites.id });
    if (!row) throw new AppError("INTERNAL");
    await recordActivity(tx, ctx, { kind: "SUITE_CREATED", project_id, to: { id: row.id, name } });
    return readSuite(tx, ctx, row.id);
  });
}
