import { principalUuid } from "@hawkmoth/db/schema/columns";
import { regressionSuites } from "@hawkmoth/db/schema/regression";
import type { AssigneeRef } from "@hawkmoth/domain/assignee";
import type { RegressionSuite, UpdateSuiteInput } from "@hawkmoth/domain/regression/schema";
import { and, eq, sql } from "drizzle-orm";
import { recordActivity } from "../activity.ts";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { inWorkspace } from "../transaction.ts";
import { ownerColumns, resolveOwner } from "./resolve-owner.ts";
import { findSuite, readSuite, type SuiteRow } from "./suite-rows.ts";

const PLAIN_FIELDS = ["name", "description", "status"] as const;

/** Renames, describes, hands over, archives or takes back a suite. @throws NOT_FOUND, FORBIDDEN, INVALID_INPUT */
export async function updateSuite(ctx: ServiceContext, input: UpdateSuiteInput): Promise<RegressionSuite> {
  return inWorkspace(ctx, async (tx) => {
    const suite = await findSuite(tx, ctx, { suite_id: input.suite_id, lock: "update" });
    const { id, workspace_id, project_id } = suite;
    authorize(ctx, "regression.write", project_id);
    const owner = await resolveOwner(tx, ctx, { ...input, project_id });
    const changed = PLAIN_FIELDS.filter((field) => input[field] !== undefined && input[field] !== suite[field]);
    const hasNewOwner = owner !== undefined && !isOwner(suite, owner);
    if (changed.length > 0 || hasNewOwner) {
      await tx
        .update(regressionSuites)
        .set({
          ...Object.fromEntries(changed.map((field) => [field, input[field]])),
          ...(hasNewOwner ? ownerColumns(owner) : {}),
          updated_at: sql`now()`,
        })
        .where(and(eq(regressionSuites.workspace_id, workspace_id), eq(regressionSuites.id, id)));
      const fields = [...changed, ...(hasNewOwner ? ["owner"] : [])];
      await recordActivity(tx, ctx, { kind: "SUITE_UPDATED", project_id, to: { id, fields } });
    }
    return readSuite(tx, ctx, id);
  });
}

function isOwner(suite: SuiteRow, owner: AssigneeRef | null): boolean {
  if (!owner) return suite.owner_id === null;
  return suite.owner_type === owner.type && suite.owner_id === principalUuid(owner.type, owner.id);
}
