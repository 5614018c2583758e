import type { Tx } from "@hawkmoth/db/client";
import { agents } from "@hawkmoth/db/schema/agent";
import { bugs } from "@hawkmoth/db/schema/bug";
import { principalId } from "@hawkmoth/db/schema/columns";
import { regressionResults } from "@hawkmoth/db/schema/regression-run";
import { OPEN_STATUSES } from "@hawkmoth/domain/bug/states";
import { AppError } from "@hawkmoth/domain/errors";
import type { RunStatus } from "@hawkmoth/domain/regression/schema";
import type { TaskKind, TaskRef } from "@hawkmoth/domain/task/schema";
import { and, asc, eq, inArray } from "drizzle-orm";
import type { ServiceContext } from "../context.ts";
import { assertAssignable } from "../project/list-assignees.ts";
import { queueTask } from "../task/queue-task.ts";
import type { ResultRow, RunRow } from "./run-rows.ts";
import { findSuite } from "./suite-rows.ts";

/** What a result made of its run. */
export interface RunTurn {
  /** The run before the result. */
  before: RunRow;
  /** Its status after it. */
  status: RunStatus;
  result: ResultRow;
}

/**
 * When a run of an agent's suite fails, queues a task for that agent on each open bug whose case failed; when a result
 * is corrected to FAILED afterwards, on the bug of that one. A task belongs to a bug, so a failing case without one
 * queues nothing.
 */
export async function queueOwnerTasks(tx: Tx, ctx: ServiceContext, turn: RunTurn): Promise<TaskRef[]> {
  if (turn.status !== "FAILED") return [];
  const agent_id = await owningAgent(tx, ctx, turn.before);
  if (agent_id === null) return [];
  const kind = await kindOfWork(tx, ctx, agent_id);
  const tasks: TaskRef[] = [];
  for (const bug of await failingBugs(tx, turn)) {
    const { id: bug_id, project_id } = bug;
    const wish = { project_id, bug_id, kind, assignee_type: "AGENT" as const, assignee_id: agent_id };
    const task = await queueTask(tx, ctx, wish);
    if (task) tasks.push(task);
  }
  return tasks;
}

/** The agent that owns the suite, unless it can't work there now: disabled, without a role or a key. */
async function owningAgent(tx: Tx, ctx: ServiceContext, { suite_id, project_id }: RunRow): Promise<string | null> {
  const { owner_type, owner_id } = await findSuite(tx, ctx, { suite_id });
  if (owner_type !== "AGENT" || owner_id === null) return null;
  const id = principalId("AGENT", owner_id);
  try {
    await assertAssignable(tx, ctx, { project_id, type: "AGENT", id });
    return id;
  } catch (error) {
    if (error instanceof AppError && error.code === "INVALID_INPUT") return null;
    throw error;
  }
}

/** Asks for a look at the regression, or, of an agent that does no such work, for a fix or the first thing it does. */
async function kindOfWork(tx: Tx, ctx: ServiceContext, agent_id: string): Promise<TaskKind> {
  const [agent] = await tx
    .select({ kinds: agents.kinds })
    .from(agents)
    .where(and(eq(agents.workspace_id, ctx.actor.workspace_id), eq(agents.id, agent_id)));
  const kinds = agent?.kinds ?? [];
  const preferred: TaskKind[] = ["REGRESSION", "FIX"];
  return preferred.find((kind) => kinds.includes(kind)) ?? kinds[0] ?? "REGRESSION";
}

/** In the order of their ids, so that two runs that fail at once wait for each other and don't lock each other out. */
async function failingBugs(tx: Tx, { before, result }: RunTurn) {
  const isNewlyFailed = before.status !== "FAILED";
  return tx
    .selectDistinct({ id: bugs.id, project_id: bugs.project_id })
    .from(regressionResults)
    .innerJoin(bugs, and(eq(bugs.workspace_id, regressionResults.workspace_id), eq(bugs.id, regressionResults.bug_id)))
    .where(
      and(
        eq(regressionResults.workspace_id, before.workspace_id),
        eq(regressionResults.run_id, before.id),
        eq(regressionResults.outcome, "FAILED"),
        isNewlyFailed ? undefined : eq(regressionResults.case_id, result.case_id),
        inArray(bugs.status, [...OPEN_STATUSES]),
      ),
    )
    .orderBy(asc(bugs.id));
}
