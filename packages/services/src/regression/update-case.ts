import type { Tx } from "@hawkmoth/db/client";
import { regressionCases } from "@hawkmoth/db/schema/regression";
import { AppError } from "@hawkmoth/domain/errors";
import type { RegressionCaseDetail, UpdateCaseInput } from "@hawkmoth/domain/regression/schema";
import { and, eq, sql } from "drizzle-orm";
import { recordActivity } from "../activity.ts";
import { authorize } from "../authorize.ts";
import type { BugRow } from "../bug/resolve-bug.ts";
import type { ServiceContext } from "../context.ts";
import { inWorkspace } from "../transaction.ts";
import { moveWithin } from "./case-position.ts";
import { findCase, readCase, type CaseRow } from "./case-rows.ts";
import { resolveProjectBug } from "./linked-bugs.ts";
import type { SuiteRow } from "./suite-rows.ts";

const PLAIN_FIELDS = ["title", "steps", "expected", "spec", "spec_ref"] as const;

/**
 * Changes a case or its place in the suite. Runs made before keep what they were made with.
 * @throws CONFLICT when an archived case is to be moved; NOT_FOUND; FORBIDDEN; INVALID_INPUT for a bug of another project.
 */
export async function updateCase(ctx: ServiceContext, input: UpdateCaseInput): Promise<RegressionCaseDetail> {
  return inWorkspace(ctx, async (tx) => {
    const { row, suite } = await findCase(tx, ctx, { case_id: input.case_id, lock: "update" });
    const { project_id } = suite;
    authorize(ctx, "regression.write", project_id);
    const bug = input.bug_id ? await resolveProjectBug(tx, ctx, { bug_id: input.bug_id, project_id }) : null;
    const wanted = {
      ...Object.fromEntries(PLAIN_FIELDS.flatMap((field) => (field in input ? [[field, input[field]]] : []))),
      ...(input.bug_id === undefined ? {} : { bug_id: bug?.id ?? null }),
      ...(await newPosition(tx, { row, suite, wanted: input.position })),
    };
    const changed = Object.entries(wanted).filter(([field, to]) => isNew(row, field, to));
    if (changed.length > 0) {
      await tx
        .update(regressionCases)
        .set({ ...Object.fromEntries(changed), updated_at: sql`now()` })
        .where(and(eq(regressionCases.workspace_id, row.workspace_id), eq(regressionCases.id, row.id)));
      const fields = changed.map(([field]) => field);
      const to = { suite_id: suite.id, case_id: row.id, fields };
      await recordActivity(tx, ctx, { kind: "CASE_UPDATED", project_id, to });
      if (fields.includes("bug_id")) await recordLink(tx, ctx, { row, suite, bug });
    }
    return readCase(tx, ctx, row.id);
  });
}

function isNew(row: CaseRow, field: string, to: unknown): boolean {
  const from = Object.entries(row).find(([name]) => name === field)?.[1];
  return to !== undefined && JSON.stringify(from) !== JSON.stringify(to);
}

async function newPosition(
  tx: Tx,
  { row, suite, wanted }: { row: CaseRow; suite: SuiteRow; wanted: number | undefined },
): Promise<{ position?: number }> {
  if (wanted === undefined) return {};
  if (row.position === null)
    throw new AppError("CONFLICT", {
      message: "An archived case has no position.",
      field: "position",
      hint: "Restore it first.",
    });
  return { position: await moveWithin(tx, suite, { from: row.position, wanted }) };
}

/** The bug's own history tells which case guards it. */
async function recordLink(
  tx: Tx,
  ctx: ServiceContext,
  { row, suite, bug }: { row: CaseRow; suite: SuiteRow; bug: BugRow | null },
): Promise<void> {
  const { project_id } = suite;
  const named = { suite_id: suite.id, case_id: row.id, title: row.title };
  if (row.bug_id !== null)
    await recordActivity(tx, ctx, { kind: "REGRESSION_LINKED", project_id, bug_id: row.bug_id, from: named });
  if (bug) await recordActivity(tx, ctx, { kind: "REGRESSION_LINKED", project_id, bug_id: bug.id, to: named });
}
