import type { Tx } from "@hawkmoth/db/client";
import { agentTasks } from "@hawkmoth/db/schema/task";
import { UpdateBugInput } from "@hawkmoth/domain/bug/schema";
import { isOpen } from "@hawkmoth/domain/bug/states";
import { assertHandOff, nextAfter } from "@hawkmoth/domain/task/hand-off";
import type { TaskWritten, UpdateTaskInput } from "@hawkmoth/domain/task/schema";
import { assertTaskTransition } from "@hawkmoth/domain/task/states";
import { and, eq, sql } from "drizzle-orm";
import { recordActivity } from "../activity.ts";
import { authorize } from "../authorize.ts";
import { lockBugOfTask } from "../bug/lock-bug.ts";
import type { BugRow } from "../bug/resolve-bug.ts";
import { changeBug } from "../bug/update-bug.ts";
import type { ServiceContext } from "../context.ts";
import { recordEvent } from "../outbox.ts";
import { inWorkspace } from "../transaction.ts";
import { holdLease } from "./hold-lease.ts";
import { LEASE_REVOKED } from "./revoke-tasks.ts";
import { readTask, type TaskRow } from "./rows.ts";

const HUMAN_DEADLINE_HOURS = 72;

/**
 * Reports on a held task: still running, a question to people, or the outcome with its hand-off. A fix that succeeded
 * moves its bug to IN_REVIEW in the same transaction; a person decides from there.
 * @throws LEASE_LOST when the lease is not the caller's any more; INVALID_INPUT when the outcome lacks its words.
 */
export async function updateTask(ctx: ServiceContext, input: UpdateTaskInput): Promise<TaskWritten> {
  return inWorkspace(ctx, async (tx) => {
    const { task_id, lease_token } = input;
    const bug =
      input.status === "SUCCEEDED" ? await lockBugOfTask(tx, { workspace_id: ctx.actor.workspace_id, task_id }) : null;
    const row = await holdLease(tx, ctx, { task_id, lease_token });
    authorize(ctx, "task.run", row.project_id);
    assertHandOff(row.kind, input);
    assertTaskTransition(row.status, input.status);
    if (row.kind === "FIX" && bug) await handToReview(tx, ctx, { bug, lease_token });
    await tx
      .update(agentTasks)
      .set({ updated_at: sql`now()`, ...stored(input) })
      .where(and(eq(agentTasks.workspace_id, row.workspace_id), eq(agentTasks.id, row.id)));
    await record(tx, ctx, { row, input });
    const next = nextAfter({ ...row, status: input.status });
    return { task: await readTask(tx, ctx, row.id), ...(next === null ? {} : { next }) };
  });
}

interface Report {
  row: TaskRow;
  input: UpdateTaskInput;
}

async function handToReview(
  tx: Tx,
  ctx: ServiceContext,
  { bug, lease_token }: { bug: Pick<BugRow, "id" | "status">; lease_token: string },
): Promise<void> {
  if (!isOpen(bug.status) || bug.status === "IN_REVIEW") return;
  await changeBug(tx, ctx, UpdateBugInput.parse({ bug_id: bug.id, status: "IN_REVIEW", lease_token }));
}

function stored(input: UpdateTaskInput) {
  const said = {
    ...(input.summary === undefined ? {} : { summary: input.summary }),
    ...(input.result === undefined ? {} : { result: input.result }),
  };
  switch (input.status) {
    case "RUNNING":
      return { ...said, ...(input.summary === undefined ? {} : { note: input.summary }) };
    case "NEEDS_INPUT":
      return {
        ...said,
        status: input.status,
        question: input.question ?? null,
        answer: null,
        lease_expires_at: null,
        human_deadline: sql<string>`now() + make_interval(hours => ${HUMAN_DEADLINE_HOURS})`,
      };
    case "SUCCEEDED":
      return { ...said, ...LEASE_REVOKED, status: input.status, progress: 100, finished_at: sql<string>`now()` };
    case "FAILED":
      return {
        ...said,
        ...LEASE_REVOKED,
        status: input.status,
        error: input.error ?? null,
        finished_at: sql<string>`now()`,
      };
  }
}

async function record(tx: Tx, ctx: ServiceContext, { row, input }: Report): Promise<void> {
  const about = { project_id: row.project_id, bug_id: row.bug_id, task_id: row.id };
  const said = input.question ?? input.error ?? input.summary ?? null;
  await recordActivity(tx, ctx, {
    kind: "TASK_UPDATED",
    ...about,
    field: "status",
    from: row.status,
    to: { status: input.status, said },
  });
  await recordEvent(tx, ctx, { type: "task.updated", ...about, changes: { status: input.status } });
}
