import type { Tx } from "@hawkmoth/db/client";
import type { AgentWork } from "@hawkmoth/domain/agent/availability";
import type { AssigneeRef, AssigneeType } from "@hawkmoth/domain/assignee";
import { AppError } from "@hawkmoth/domain/errors";
import { isId } from "@hawkmoth/domain/ids";
import type { ServiceContext } from "../context.ts";
import { assertAssignable } from "../project/list-assignees.ts";

/** Who was asked for, and in which project they must be able to work. */
export interface WantedAssignee {
  project_id: string;
  assignee_type?: AssigneeType | null | undefined;
  assignee_id?: string | null | undefined;
  /** What is assigned: the work on a bug unless it is a regression run. */
  work?: AgentWork;
}

/**
 * Turns the input pair with its shorthands into an owner: undefined when nothing was asked, null for nobody.
 * @throws INVALID_INPUT when the pair is incomplete or names nobody who can work in the project, with the reason.
 */
export async function resolveAssignee(
  tx: Tx,
  ctx: ServiceContext,
  wanted: WantedAssignee,
): Promise<AssigneeRef | null | undefined> {
  const { assignee_type, assignee_id, project_id, work = "TASK" } = wanted;
  if (assignee_id === undefined && assignee_type === undefined) return undefined;
  if (assignee_id === "none" || assignee_id === null || assignee_type === null) return null;
  if (assignee_id === undefined) throw refused("Give 'assignee_id' together with 'assignee_type'.");
  const named = assignee_id === "me" ? self(ctx) : namedBy(assignee_id);
  if (!named || (assignee_type !== undefined && assignee_type !== named.type))
    throw refused(`Invalid 'assignee_id': expected an mbr_… or agt_… id of that type, me, or none`);
  const { name } = await assertAssignable(tx, ctx, { ...named, project_id, work });
  return { ...named, name };
}

function refused(message: string): AppError {
  return new AppError("INVALID_INPUT", { message, field: "assignee_id" });
}

function self(ctx: ServiceContext): { type: AssigneeType; id: string } | null {
  const { type, id } = ctx.actor;
  return (type === "MEMBER" || type === "AGENT") && id !== null ? { type, id } : null;
}

function namedBy(id: string): { type: AssigneeType; id: string } | null {
  if (isId("member", id)) return { type: "MEMBER", id };
  return isId("agent", id) ? { type: "AGENT", id } : null;
}
