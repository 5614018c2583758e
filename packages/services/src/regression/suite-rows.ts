import type { Tx } from "@hawkmoth/db/client";
import { principalId } from "@hawkmoth/db/schema/columns";
import { principals } from "@hawkmoth/db/schema/principal";
import { regressionCases, regressionSuites } from "@hawkmoth/db/schema/regression";
import { regressionRuns } from "@hawkmoth/db/schema/regression-run";
import { projectRoleOf } from "@hawkmoth/domain/access/policy";
import { AppError } from "@hawkmoth/domain/errors";
import type { RegressionSuite } from "@hawkmoth/domain/regression/schema";
import { and, desc, eq, sql, type SQL } from "drizzle-orm";
import type { ServiceContext } from "../context.ts";

/** A row of the suite table. */
export type SuiteRow = typeof regressionSuites.$inferSelect;

/** Suites with what lists show of them; add order and limit. */
export function selectSuites(tx: Tx, where: SQL | undefined) {
  const last = tx
    .select({ id: regressionRuns.id, status: regressionRuns.status, created_at: regressionRuns.created_at })
    .from(regressionRuns)
    .where(
      and(
        eq(regressionRuns.workspace_id, regressionSuites.workspace_id),
        eq(regressionRuns.suite_id, regressionSuites.id),
      ),
    )
    .orderBy(desc(regressionRuns.created_at), desc(regressionRuns.id))
    .limit(1)
    .as("last");
  const caseCount = sql<number>`(
    select count(*) from ${regressionCases} where ${regressionCases.workspace_id} = ${regressionSuites.workspace_id}
      and ${regressionCases.suite_id} = ${regressionSuites.id} and ${regressionCases.archived_at} is null)`;
  return tx
    .select({
      suite: regressionSuites,
      owner_name: principals.name,
      case_count: caseCount.mapWith(Number),
      last: { id: last.id, status: last.status, created_at: last.created_at },
    })
    .from(regressionSuites)
    .leftJoinLateral(last, sql`true`)
    .leftJoin(
      principals,
      and(
        eq(principals.workspace_id, regressionSuites.workspace_id),
        eq(principals.type, regressionSuites.owner_type),
        eq(principals.id, regressionSuites.owner_id),
      ),
    )
    .where(where);
}

/** A selected row as the wire has it. */
export function toSuite(row: Awaited<ReturnType<typeof selectSuites>>[number]): RegressionSuite {
  const { id, project_id, name, description, status, owner_type, owner_id, created_at, updated_at } = row.suite;
  return {
    id,
    project_id,
    name,
    description,
    status,
    owner:
      owner_type && owner_id
        ? { type: owner_type, id: principalId(owner_type, owner_id), name: row.owner_name ?? "" }
        : null,
    case_count: row.case_count,
    last_run: row.last,
    created_at,
    updated_at,
  };
}

/** Reads one suite as the wire has it. The caller has found and authorised it. */
export async function readSuite(tx: Tx, ctx: ServiceContext, suite_id: string): Promise<RegressionSuite> {
  const [row] = await selectSuites(tx, isSuite(ctx, suite_id));
  if (!row) throw new AppError("NOT_FOUND");
  return toSuite(row);
}

/**
 * Finds a suite the actor can see. With a lock no other verb changes the suite or its cases until the commit: "update"
 * to change them, "share" to read them as one.
 * @throws NOT_FOUND alike for what does not exist and what the actor may not see.
 */
export async function findSuite(
  tx: Tx,
  ctx: ServiceContext,
  { suite_id, lock }: { suite_id: string; lock?: "update" | "share" },
): Promise<SuiteRow> {
  const query = tx.select().from(regressionSuites).where(isSuite(ctx, suite_id));
  const [row] = lock ? await query.for(lock) : await query;
  if (!row || projectRoleOf(ctx.actor, row.project_id) === null) throw new AppError("NOT_FOUND");
  return row;
}

/** @throws CONFLICT for a suite that was put away. */
export function assertActive(suite: SuiteRow): void {
  if (suite.status === "ARCHIVED")
    throw new AppError("CONFLICT", { message: "This suite is archived.", hint: "Set its status to ACTIVE first." });
}

function isSuite(ctx: ServiceContext, suite_id: string): SQL | undefined {
  return and(eq(regressionSuites.workspace_id, ctx.actor.workspace_id), eq(regressionSuites.id, suite_id));
}
