import { UpdateBugInput, type AssignBugInput, type BugAssigned } from "@hawkmoth/domain/bug/schema";
import { AppError } from "@hawkmoth/domain/errors";
import type { ServiceContext } from "../context.ts";
import { updateBug } from "./update-bug.ts";

/**
 * Changes the owner of a bug and tells the truth about it: the pair as stored and the task that was queued.
 * @throws CONFLICT, LEASE_LOST, NOT_FOUND, FORBIDDEN, INVALID_INPUT as updateBug does.
 */
export async function assignBug(ctx: ServiceContext, input: AssignBugInput): Promise<BugAssigned> {
  if (input.assignee_id === undefined && input.assignee_type === undefined)
    throw new AppError("INVALID_INPUT", { message: "Give 'assignee_id': an id, me, or none.", field: "assignee_id" });
  const { bug, note } = await updateBug(ctx, UpdateBugInput.parse(input));
  return {
    bug_id: bug.id,
    key: bug.key,
    assignee_type: bug.assignee?.type ?? null,
    assignee_id: bug.assignee?.id ?? null,
    assignee: bug.assignee,
    task: bug.task,
    version: bug.version,
    ...(note === undefined ? {} : { note }),
  };
}
