import type { Tx } from "@hawkmoth/db/client";
import { agents } from "@hawkmoth/db/schema/agent";
import { agentTasks } from "@hawkmoth/db/schema/task";
import { bugs } from "@hawkmoth/db/schema/bug";
import { principalId, principalUuid } from "@hawkmoth/db/schema/columns";
import { principals } from "@hawkmoth/db/schema/principal";
import type { AssigneeRef } from "@hawkmoth/domain/assignee";
import type { TaskKind } from "@hawkmoth/domain/task/schema";
import { and, eq, ne, sql, type SQL } from "drizzle-orm";
import { recordActivity } from "../activity.ts";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { queueTask } from "../task/queue-task.ts";
import { revokeTasks } from "../task/revoke-tasks.ts";
import type { TaskRow } from "../task/rows.ts";
import { promotedBy } from "./lockdown.ts";
import { accountableMember } from "./accountable-member.ts";
import type { BugRow } from "./resolve-bug.ts";

/** Who is to own a bug. */
export interface NewOwner {
  bug: BugRow;
  to: AssigneeRef | null;
  /** The task of this bug under whose lease the owner is changed; it goes on. */
  held?: TaskRow | null;
}

/**
 * Changes who owns a bug. The task of the owner before is cancelled and its lease revoked; an agent gets a task in
 * the same transaction if the bug is open, and a member stays accountable for what it does.
 * @returns true when the owner changed.
 */
export async function setAssignee(tx: Tx, ctx: ServiceContext, { bug, to, held = null }: NewOwner): Promise<boolean> {
  authorize(ctx, "bug.assign", bug.project_id);
  if (isOwner(bug, to)) {
    await ensureTask(tx, ctx, { bug, to });
    return false;
  }
  const from = await currentAssignee(tx, bug);
  await tx
    .update(bugs)
    .set({
      assignee_type: to?.type ?? null,
      assignee_id: to ? principalUuid(to.type, to.id) : null,
      accountable_member_id:
        to?.type === "AGENT"
          ? await accountableMember(tx, ctx, { agent_id: to.id, current: bug.accountable_member_id })
          : null,
      triaged_at: sql`coalesce(${bugs.triaged_at}, now())`,
      ...promotedBy(ctx),
    })
    .where(and(eq(bugs.workspace_id, bug.workspace_id), eq(bugs.id, bug.id)));
  await recordActivity(tx, ctx, {
    kind: "ASSIGNEE_CHANGED",
    project_id: bug.project_id,
    bug_id: bug.id,
    field: "assignee",
    from,
    to,
  });
  await revokeTasks(tx, ctx, {
    where: and(eq(agentTasks.bug_id, bug.id), await goesOn(tx, { bug, to, held })),
    reason: `Reassigned by ${ctx.actor.name}`,
  });
  await ensureTask(tx, ctx, { bug, to });
  return true;
}

/** A triage task that hands its bug on stays open, unless the new owner gets one of its kind: there is one of each. */
async function goesOn(tx: Tx, { bug, to, held }: NewOwner): Promise<SQL | undefined> {
  if (!held) return undefined;
  const isReplaced = to?.type === "AGENT" && (await kindOfWork(tx, bug, to)) === held.kind;
  return isReplaced ? undefined : ne(agentTasks.id, held.id);
}

function isOwner(bug: BugRow, to: AssigneeRef | null): boolean {
  if (!to) return bug.assignee_id === null;
  return bug.assignee_type === to.type && bug.assignee_id === principalUuid(to.type, to.id);
}

async function currentAssignee(tx: Tx, bug: BugRow): Promise<AssigneeRef | null> {
  if (!bug.assignee_type || !bug.assignee_id) return null;
  const [row] = await tx
    .select({ name: principals.name })
    .from(principals)
    .where(
      and(
        eq(principals.workspace_id, bug.workspace_id),
        eq(principals.type, bug.assignee_type),
        eq(principals.id, bug.assignee_id),
      ),
    );
  return { type: bug.assignee_type, id: principalId(bug.assignee_type, bug.assignee_id), name: row?.name ?? "" };
}

async function ensureTask(
  tx: Tx,
  ctx: ServiceContext,
  { bug, to }: { bug: BugRow; to: AssigneeRef | null },
): Promise<void> {
  if (to?.type !== "AGENT") return;
  await queueTask(tx, ctx, {
    project_id: bug.project_id,
    bug_id: bug.id,
    kind: await kindOfWork(tx, bug, to),
    assignee_type: to.type,
    assignee_id: to.id,
  });
}

/** Assigning asks for a fix, or, of an agent that does not fix, for the first thing it does. */
async function kindOfWork(tx: Tx, bug: BugRow, to: AssigneeRef): Promise<TaskKind> {
  const [agent] = await tx
    .select({ kinds: agents.kinds })
    .from(agents)
    .where(and(eq(agents.workspace_id, bug.workspace_id), eq(agents.id, to.id)));
  const kinds = agent?.kinds ?? [];
  return kinds.includes("FIX") ? "FIX" : (kinds[0] ?? "FIX");
}
