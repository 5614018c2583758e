import type { Tx } from "@hawkmoth/db/client";
import { principalUuid } from "@hawkmoth/db/schema/columns";
import type { AssigneeRef, AssigneeType } from "@hawkmoth/domain/assignee";
import { AppError } from "@hawkmoth/domain/errors";
import { resolveAssignee } from "../bug/resolve-assignee.ts";
import type { ServiceContext } from "../context.ts";

/** The owner pair of a suite as it was sent. */
export interface WantedOwner {
  project_id: string;
  owner_type?: AssigneeType | null | undefined;
  owner_id?: string | null | undefined;
}

/**
 * Who shall own a suite, by the same rules as the assignee of a bug: undefined when nothing was asked, null for nobody.
 * @throws INVALID_INPUT naming `owner_id` when the pair names nobody who can work in the project.
 */
export async function resolveOwner(
  tx: Tx,
  ctx: ServiceContext,
  wanted: WantedOwner,
): Promise<AssigneeRef | null | undefined> {
  const { project_id, owner_type: assignee_type, owner_id: assignee_id } = wanted;
  try {
    return await resolveAssignee(tx, ctx, { project_id, assignee_type, assignee_id });
  } catch (error) {
    if (!(error instanceof AppError) || error.options.field !== "assignee_id") throw error;
    const message = error.message.replaceAll("assignee_", "owner_");
    throw new AppError(error.code, { ...error.options, message, field: "owner_id" });
  }
}

/** What the owner columns store. */
export function ownerColumns(owner: AssigneeRef | null) {
  return { owner_type: owner?.type ?? null, owner_id: owner ? principalUuid(owner.type, owner.id) : null };
}
