import { agentTasks } from "@hawkmoth/db/schema/task";
import { actorUuid, principalUuid } from "@hawkmoth/db/schema/columns";
import { visibleProjectIds } from "@hawkmoth/domain/access/policy";
import { AppError } from "@hawkmoth/domain/errors";
import { isId } from "@hawkmoth/domain/ids";
import { cursorRank, cursorTime, decodeCursor, encodeCursor } from "@hawkmoth/domain/pagination";
import type { ListTasksInput, Task } from "@hawkmoth/domain/task/schema";
import { and, asc, eq, inArray, sql, type SQL } from "drizzle-orm";
import { authorize } from "../authorize.ts";
import { resolveBugRef } from "../bug/resolve-bug.ts";
import type { Tx } from "@hawkmoth/db/client";
import type { ServiceContext } from "../context.ts";
import { assertProjects } from "../project/rows.ts";
import { inWorkspace } from "../transaction.ts";
import { selectTasks, toTask } from "./rows.ts";

/** Tasks by urgency, then oldest first. An agent sees its own unless it names another. */
export async function listTasks(
  ctx: ServiceContext,
  input: ListTasksInput,
): Promise<{ tasks: Task[]; next_cursor: string | null }> {
  const { project_id } = input;
  if (project_id !== undefined) authorize(ctx, "task.read", project_id);
  return inWorkspace(ctx, async (tx) => {
    if (project_id !== undefined) await assertProjects(tx, ctx, [project_id]);
    const rows = await selectTasks(tx, and(...(await conditions(tx, ctx, input))))
      .orderBy(asc(agentTasks.priority), asc(agentTasks.queued_at), asc(agentTasks.id))
      .limit(input.limit + 1);
    const tasks = rows.slice(0, input.limit).map((row) => toTask(ctx, row));
    const last = tasks.at(-1);
    const has_more = rows.length > input.limit;
    return {
      tasks,
      next_cursor: has_more && last ? encodeCursor([last.priority, last.queued_at, last.id]) : null,
    };
  });
}

async function conditions(tx: Tx, ctx: ServiceContext, input: ListTasksInput): Promise<(SQL | undefined)[]> {
  const visible = visibleProjectIds(ctx.actor);
  const bug = input.bug_id === undefined ? null : await resolveBugRef(tx, ctx, input.bug_id);
  return [
    eq(agentTasks.workspace_id, ctx.actor.workspace_id),
    visible === null ? undefined : inArray(agentTasks.project_id, [...visible]),
    input.project_id === undefined ? undefined : eq(agentTasks.project_id, input.project_id),
    bug === null ? undefined : eq(agentTasks.bug_id, bug.id),
    input.status === undefined ? undefined : inArray(agentTasks.status, input.status),
    ownedBy(ctx, input.agent_id),
    input.cursor === undefined ? undefined : afterCursor(input.cursor),
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

function afterCursor(cursor: string): SQL {
  const [priority, queued_at, id] = decodeCursor(cursor, 3);
  if (typeof id !== "string" || !isId("task", id)) throw new AppError("INVALID_INPUT", { field: "cursor" });
  const uuid = sql.param(id, agentTasks.id);
  return sql`(${agentTasks.priority}, ${agentTasks.queued_at}, ${agentTasks.id}) > (${cursorRank(priority)}::smallint, ${cursorTime(queued_at)}::timestamptz, ${uuid})`;
}
