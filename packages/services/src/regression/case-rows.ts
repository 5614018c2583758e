import type { Tx } from "@hawkmoth/db/client";
import { regressionCases } from "@hawkmoth/db/schema/regression";
import { AppError } from "@hawkmoth/domain/errors";
import type { LinkedBug, RegressionCase, RegressionCaseDetail } from "@hawkmoth/domain/regression/schema";
import { and, eq } from "drizzle-orm";
import type { ServiceContext } from "../context.ts";
import { readLinkedBugs } from "./linked-bugs.ts";
import { findSuite, type SuiteRow } from "./suite-rows.ts";

/** A row of the case table. */
export type CaseRow = typeof regressionCases.$inferSelect;

/** A row as the wire has it; `has_spec` says whether a source is stored, which is read with the single case. */
export function toCase(
  row: Omit<CaseRow, "spec"> & { has_spec: boolean },
  bugs: ReadonlyMap<string, LinkedBug>,
): RegressionCase {
  const { id, suite_id, position, title, steps, expected, spec_ref, has_spec, archived_at } = row;
  return {
    id,
    suite_id,
    position,
    title,
    steps,
    expected,
    bug: (row.bug_id === null ? undefined : bugs.get(row.bug_id)) ?? null,
    spec_ref,
    has_spec,
    archived_at,
    created_at: row.created_at,
    updated_at: row.updated_at,
  };
}

/**
 * Finds a case of a suite the actor can see. With the lock, neither the suite nor its cases change until the commit.
 * @throws NOT_FOUND
 */
export async function findCase(
  tx: Tx,
  ctx: ServiceContext,
  { case_id, lock }: { case_id: string; lock?: "update" },
): Promise<{ row: CaseRow; suite: SuiteRow }> {
  const found = await loadCase(tx, ctx, case_id);
  const suite = await findSuite(tx, ctx, { suite_id: found.suite_id, ...(lock ? { lock } : {}) });
  return { row: lock ? await loadCase(tx, ctx, case_id) : found, suite };
}

/** Reads one case with the source of its test. The caller has found and authorised it. */
export async function readCase(tx: Tx, ctx: ServiceContext, case_id: string): Promise<RegressionCaseDetail> {
  const row = await loadCase(tx, ctx, case_id);
  const bugs = await readLinkedBugs(tx, ctx, [row.bug_id]);
  return { ...toCase({ ...row, has_spec: row.spec !== null }, bugs), spec: row.spec };
}

async function loadCase(tx: Tx, ctx: ServiceContext, case_id: string): Promise<CaseRow> {
  const [row] = await tx
    .select()
    .from(regressionCases)
    .where(and(eq(regressionCases.workspace_id, ctx.actor.workspace_id), eq(regressionCases.id, case_id)));
  if (!row) throw new AppError("NOT_FOUND");
  return row;
}
