import type { Tx } from "@hawkmoth/db/client";
import { regressionRuns } from "@hawkmoth/db/schema/regression-run";
import type { ResultWritten, SubmitResultInput } from "@hawkmoth/domain/regression/run-schema";
import { assertTakesResults, deriveRunStatus } from "@hawkmoth/domain/regression/states";
import { and, ne, sql } from "drizzle-orm";
import { recordActivity } from "../activity.ts";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { recordEvent } from "../outbox.ts";
import { holdLease } from "../task/hold-lease.ts";
import { inWorkspace } from "../transaction.ts";
import { linkCase } from "./link-case.ts";
import { lockConcernedBug, readLinkedBugs, resolveProjectBug } from "./linked-bugs.ts";
import { queueOwnerTasks } from "./queue-owner-tasks.ts";
import { countRun, findRun, isRun, toResult, type ResultRow, type RunRow } from "./run-rows.ts";
import { recordResult } from "./record-result.ts";
import { settleBug, type Settled } from "./settle-bug.ts";
import { lockTestedCase, type TestedCase } from "./tested-case.ts";

/**
 * Says what came out of a case of a run. The same again changes nothing; something else corrects what was said, and the
 * run goes where its results now put it. A failure reopens the bug the case guards or files one if asked to, a pass
 * verifies a fixed one; the answer says which of it happened, and why not. Submitters of one run take turns.
 * @throws CONFLICT when the run was cancelled; LEASE_LOST when bound to a task that is no longer held; NOT_FOUND also for
 * a case that is not part of the run; FORBIDDEN; INSUFFICIENT_SCOPE when a bug is to be filed by a key without
 * bugs:write; INVALID_INPUT for a bug of another project.
 */
export async function submitResult(ctx: ServiceContext, input: SubmitResultInput): Promise<ResultWritten> {
  return inWorkspace(ctx, async (tx) => {
    const { project_id } = await findRun(tx, ctx, input.run_id);
    authorize(ctx, "regression.run", project_id);
    if (input.lease_token !== undefined) await holdLease(tx, ctx, { lease_token: input.lease_token });
    const run = await holdRun(tx, ctx, input.run_id);
    const tested = await lockTestedCase(tx, run, input.case_id);
    const bug = await concernedBug(tx, ctx, { run, input, tested });
    const before = repeatedResult(tested, input, bug?.id ?? null);
    if (before) return unchanged(tx, ctx, { run, before });
    const settled = await settleBug(tx, ctx, { run, tested, input, bug });
    if (settled.bug) await linkCase(tx, ctx, { tested, bug: settled.bug });
    const result = await recordResult(tx, ctx, { run, tested, input, bug: settled.bug });
    const moved = await moveRun(tx, ctx, { run, input });
    const tasks = await queueOwnerTasks(tx, ctx, { before: run, status: moved.status, result });
    return {
      ...(await answer(tx, ctx, settled)),
      run_id: run.id,
      case_id: tested.case_id,
      result: toResult(result),
      changed: true,
      tasks,
      run: moved,
    };
  });
}

/** Locks the run if it takes results: a cancellation comes before or after, never in between. */
async function holdRun(tx: Tx, ctx: ServiceContext, run_id: string): Promise<RunRow> {
  const [run] = await tx
    .update(regressionRuns)
    .set({ updated_at: sql`now()` })
    .where(and(isRun(ctx, run_id), ne(regressionRuns.status, "CANCELLED")))
    .returning();
  if (run) return run;
  const ended = await findRun(tx, ctx, run_id);
  assertTakesResults(ended.status);
  return ended;
}

interface Submission {
  run: RunRow;
  input: SubmitResultInput;
  tested: TestedCase;
}

/** The bug that was named, or that the result already has, or that the case guards. */
async function concernedBug(tx: Tx, ctx: ServiceContext, { run, input, tested }: Submission) {
  const named = input.bug_id
    ? (await resolveProjectBug(tx, ctx, { bug_id: input.bug_id, project_id: run.project_id })).id
    : null;
  const bug_id = named ?? tested.before?.bug_id ?? tested.guarded_bug_id;
  return bug_id === null ? null : lockConcernedBug(tx, ctx, bug_id);
}

/** The stored result when the input says nothing else than it does. */
function repeatedResult({ before }: TestedCase, input: SubmitResultInput, bug_id: string | null): ResultRow | null {
  if (!before || before.outcome !== input.outcome || before.notes !== (input.notes ?? null)) return null;
  if (input.bug_id !== undefined) return before.bug_id === bug_id ? before : null;
  const wantsBug = input.outcome === "FAILED" && input.create_bug_on_fail;
  return before.bug_id !== null || !wantsBug ? before : null;
}

async function unchanged(
  tx: Tx,
  ctx: ServiceContext,
  { run, before }: { run: RunRow; before: ResultRow },
): Promise<ResultWritten> {
  const bugs = await readLinkedBugs(tx, ctx, [before.bug_id]);
  return {
    run_id: run.id,
    case_id: before.case_id,
    result: toResult(before),
    changed: false,
    bug_effect: "NONE",
    bug: [...bugs.values()][0] ?? null,
    note: "The same had been submitted before; nothing changed.",
    tasks: [],
    run: { status: run.status, counts: await countRun(tx, run) },
  };
}

async function answer(tx: Tx, ctx: ServiceContext, { bug, bug_effect, note }: Settled) {
  const bugs = await readLinkedBugs(tx, ctx, [bug?.id ?? null]);
  return { bug_effect, note, bug: [...bugs.values()][0] ?? null };
}

/** Puts the run where its results say it stands. */
async function moveRun(
  tx: Tx,
  ctx: ServiceContext,
  { run, input }: Omit<Submission, "tested">,
): Promise<ResultWritten["run"]> {
  const counts = await countRun(tx, run);
  const status = deriveRunStatus(counts);
  await tx
    .update(regressionRuns)
    .set({
      status,
      started_at: sql`coalesce(${regressionRuns.started_at}, now())`,
      finished_at: counts.pending > 0 ? null : sql`coalesce(${regressionRuns.finished_at}, now())`,
    })
    .where(isRun(ctx, run.id));
  const { id: run_id, suite_id, project_id } = run;
  const { case_id, outcome } = input;
  if (status !== run.status)
    await recordActivity(tx, ctx, {
      kind: "RUN_UPDATED",
      project_id,
      field: "status",
      from: run.status,
      to: { run_id, suite_id, status },
    });
  const changes = { run_id, suite_id, status, case_id, outcome, ...counts };
  await recordEvent(tx, ctx, { type: "run.updated", project_id, changes });
  return { status, counts };
}
