import type { Tx } from "@hawkmoth/db/client";
import { principalUuid } from "@hawkmoth/db/schema/columns";
import { regressionCases } from "@hawkmoth/db/schema/regression";
import { regressionRunCases, regressionRuns } from "@hawkmoth/db/schema/regression-run";
import type { AssigneeRef } from "@hawkmoth/domain/assignee";
import { AppError } from "@hawkmoth/domain/errors";
import type { CreateRunInput, RunCreated } from "@hawkmoth/domain/regression/run-schema";
import { and, asc, eq, isNotNull } from "drizzle-orm";
import { actedBy, recordActivity } from "../activity.ts";
import { authorize } from "../authorize.ts";
import { accountableMember } from "../bug/accountable-member.ts";
import { resolveAssignee } from "../bug/resolve-assignee.ts";
import type { ServiceContext } from "../context.ts";
import { recordEvent } from "../outbox.ts";
import { inPreviewableWorkspace } from "../preview.ts";
import { holdLease } from "../task/hold-lease.ts";
import type { CaseRow } from "./case-rows.ts";
import { readRun } from "./run-rows.ts";
import { assertActive, findSuite, type SuiteRow } from "./suite-rows.ts";

/**
 * Makes a run of a suite with the cases as they are now; what happens to the suite later does not change it.
 * @throws CONFLICT for a suite that is archived or has no case; INVALID_INPUT for a case that is not in use in the suite,
 * or an executor who can't work in the project; LEASE_LOST when bound to a task that is no longer held; NOT_FOUND;
 * FORBIDDEN.
 */
export async function createRun(ctx: ServiceContext, input: CreateRunInput): Promise<RunCreated> {
  return inPreviewableWorkspace(ctx, input.dry_run, async (tx) => {
    const suite = await findSuite(tx, ctx, { suite_id: input.suite_id, lock: "share" });
    const { project_id } = suite;
    authorize(ctx, "regression.run", project_id);
    if (input.lease_token !== undefined) await holdLease(tx, ctx, { lease_token: input.lease_token });
    assertActive(suite);
    const cases = chosen(await casesInUse(tx, suite), input.case_id);
    const to = (await resolveAssignee(tx, ctx, { ...input, project_id, work: "REGRESSION_RUN" })) ?? null;
    const [row] = await tx
      .insert(regressionRuns)
      .values({ ...actedBy(ctx), ...(await runColumns(tx, ctx, { suite, input, to })) })
      .returning({ id: regressionRuns.id, status: regressionRuns.status });
    if (!row) throw new AppError("INTERNAL");
    await tx.insert(regressionRunCases).values(cases.map((one) => runCase(one, row.id)));
    const made = { run_id: row.id, suite_id: suite.id, status: row.status, total: cases.length };
    await recordActivity(tx, ctx, { kind: "RUN_CREATED", project_id, to: made });
    await recordEvent(tx, ctx, { type: "run.updated", project_id, changes: { ...made, assignee: to } });
    return { run: await readRun(tx, ctx, row.id), note: noteFor(to), dry_run: input.dry_run };
  });
}

async function runColumns(
  tx: Tx,
  ctx: ServiceContext,
  { suite, input, to }: { suite: SuiteRow; input: CreateRunInput; to: AssigneeRef | null },
) {
  return {
    workspace_id: suite.workspace_id,
    project_id: suite.project_id,
    suite_id: suite.id,
    environment: input.environment ?? null,
    build: input.build ?? null,
    commit: input.commit ?? null,
    assignee_type: to?.type ?? null,
    assignee_id: to ? principalUuid(to.type, to.id) : null,
    accountable_member_id:
      to?.type === "AGENT" ? await accountableMember(tx, ctx, { agent_id: to.id, current: null }) : null,
  };
}

function casesInUse(tx: Tx, suite: SuiteRow): Promise<CaseRow[]> {
  return tx
    .select()
    .from(regressionCases)
    .where(
      and(
        eq(regressionCases.workspace_id, suite.workspace_id),
        eq(regressionCases.suite_id, suite.id),
        isNotNull(regressionCases.position),
      ),
    )
    .orderBy(asc(regressionCases.position));
}

function chosen(cases: CaseRow[], wanted: readonly string[] | undefined): CaseRow[] {
  if (cases.length === 0)
    throw new AppError("CONFLICT", { message: "This suite has no cases to run.", hint: "Add a case first." });
  if (wanted === undefined) return cases;
  const unknown = wanted.find((id) => !cases.some((one) => one.id === id));
  if (unknown !== undefined)
    throw new AppError("INVALID_INPUT", {
      message: `Invalid 'case_id': ${unknown} is no case in use in this suite`,
      field: "case_id",
      hint: "get_regression_suite lists the cases.",
    });
  return cases.filter(({ id }) => wanted.includes(id));
}

function runCase({ workspace_id, id, title, steps, expected, position }: CaseRow, run_id: string) {
  return { workspace_id, run_id, case_id: id, position: position ?? 0, title, steps, expected };
}

/** A task belongs to a bug and a run does not, so none is queued for an agent: the truth is told instead. */
function noteFor(to: AssigneeRef | null): string {
  switch (to?.type) {
    case undefined:
      return "Nobody is set to run it; whoever may can submit results.";
    case "MEMBER":
      return `${to.name} finds it among the open runs of the suite.`;
    case "AGENT":
      return `No task was queued: tasks belong to bugs. ${to.name} finds the run in open_runs of the suite, in GET /regression-runs?assignee_id=me, and as event run.updated.`;
  }
}
