import { agentTasks } from "@hawkmoth/db/schema/task";
import { actorUuid, principalUuid } from "@hawkmoth/db/schema/columns";
import { visibleProjectIds } from "@hawkmoth/domain/access/policy";
import { AppError } from "@hawkmoth/domain/errors";
import { isId } from "@hawkmoth/domain/ids";
import { cursorRank, cursorTime, decodeCursor, encodeCursor } from "@hawkmoth/domain/pagination";
import type { ListTasksInput, Task, TaskSort, TaskStatus } from "@hawkmoth/domain/task/schema";
import { FINISHED_TASK_STATUSES, OPEN_TASK_STATUSES } from "@hawkmoth/domain/task/states";
import { and, asc, desc, eq, inArray, isNotNull, sql, type SQL } from "drizzle-orm";
import { authorize } from "../authorize.ts";
import { resolveBugRef } from "../bug/resolve-bug.ts";
import type { Tx } from "@hawkmoth/db/client";
import type { ServiceContext } from "../context.ts";
import { assertProjects } from "../project/rows.ts";
import { inWorkspace } from "../transaction.ts";
import { selectTasks, toTask } from "./rows.ts";

/**
 * Tasks that are not finished unless others are asked for, by urgency, then oldest first; or finished ones, the latest
 * first. An agent sees its own unless it names another.
 */
export async function listTasks(
  ctx: ServiceContext,
  input: ListTasksInput,
): Promise<{ tasks: Task[]; next_cursor: string | null }> {
  const { project_id, sort = "URGENCY" } = input;
  if (project_id !== undefined) authorize(ctx, "task.read", project_id);
  const { order, cursorOf } = ORDERS[sort];
  return inWorkspace(ctx, async (tx) => {
    if (project_id !== undefined) await assertProjects(tx, ctx, [project_id]);
    const rows = await selectTasks(tx, and(...(await conditions(tx, ctx, input))))
      .orderBy(...order)
      .limit(input.limit + 1);
    const tasks = rows.slice(0, input.limit).map((row) => toTask(ctx, row));
    const last = tasks.at(-1);
    const has_more = rows.length > input.limit;
    return { tasks, next_cursor: has_more && last ? encodeCursor(cursorOf(last)) : null };
  });
}

const finished_rank = sql`(case when ${inArray(agentTasks.status, [...FINISHED_TASK_STATUSES])} then 1 else 0 end)`;

/** How a page is ordered, what its last row leaves in the cursor, and what comes after that. */
interface TaskOrder {
  order: SQL[];
  cursorOf: (last: Task) => (string | number | null)[];
  after: (cursor: string) => SQL;
}

const ORDERS: Readonly<Record<TaskSort, TaskOrder>> = {
  URGENCY: {
    order: [asc(finished_rank), asc(agentTasks.priority), asc(agentTasks.queued_at), asc(agentTasks.id)],
    cursorOf: ({ status, priority, queued_at, id }) => [
      FINISHED_TASK_STATUSES.includes(status) ? 1 : 0,
      priority,
      queued_at,
      id,
    ],
    after: (cursor) => {
      const [rank, priority, queued_at, id] = decodeCursor(cursor, 4);
      return sql`(${finished_rank}, ${agentTasks.priority}, ${agentTasks.queued_at}, ${agentTasks.id}) > (${cursorRank(rank)}::int, ${cursorRank(priority)}::smallint, ${cursorTime(queued_at)}::timestamptz, ${cursorId(id)})`;
    },
  },
  FINISHED: {
    order: [desc(agentTasks.finished_at), desc(agentTasks.id)],
    cursorOf: ({ finished_at, id }) => [finished_at, id],
    after: (cursor) => {
      const [finished_at, id] = decodeCursor(cursor, 2);
      return sql`(${agentTasks.finished_at}, ${agentTasks.id}) < (${cursorTime(finished_at)}::timestamptz, ${cursorId(id)})`;
    },
  },
};

function wantedStatuses({ status, sort }: ListTasksInput): TaskStatus[] {
  if (status && status.length > 0) return status;
  return sort === "FINISHED" ? [...FINISHED_TASK_STATUSES] : [...OPEN_TASK_STATUSES];
}

async function conditions(tx: Tx, ctx: ServiceContext, input: ListTasksInput): Promise<(SQL | undefined)[]> {
  const visible = visibleProjectIds(ctx.actor);
  const bug = input.bug_id === undefined ? null : await resolveBugRef(tx, ctx, input.bug_id);
  return [
    eq(agentTasks.workspace_id, ctx.actor.workspace_id),
    visible === null ? undefined : inArray(agentTasks.project_id, [...visible]),
    input.project_id === undefined ? undefined : eq(agentTasks.project_id, input.project_id),
    bug === null ? undefined : eq(agentTasks.bug_id, bug.id),
    inArray(agentTasks.status, wantedStatuses(input)),
    input.sort === "FINISHED" ? isNotNull(agentTasks.finished_at) : undefined,
    ownedBy(ctx, input.agent_id),
    input.cursor === undefined ? undefined : ORDERS[input.sort ?? "URGENCY"].after(input.cursor),
  ];
}

function ownedBy(ctx: ServiceContext, agent_id: string | undefined): SQL | undefined {
  const own = actorUuid(ctx.actor.type, ctx.actor.id);
  const wantsOwn = agent_id === "me" || (agent_id === undefined && ctx.actor.type === "AGENT");
  if (wantsOwn) return own === null ? sql`false` : eq(agentTasks.assignee_id, own);
  if (agent_id === undefined) return undefined;
  if (!isId("agent", agent_id))
    throw new AppError("INVALID_INPUT", { message: "Invalid 'agent_id': give an agt_… id or me", field: "agent_id" });
  return eq(agentTasks.assignee_id, principalUuid("AGENT", agent_id));
}

function cursorId(id: unknown): SQL {
  if (typeof id !== "string" || !isId("task", id)) throw new AppError("INVALID_INPUT", { field: "cursor" });
  return sql`${sql.param(id, agentTasks.id)}`;
}
