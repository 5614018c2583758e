import { labels } from "@hawkmoth/db/schema/label";
import { AppError } from "@hawkmoth/domain/errors";
import type { LabelRef, UpdateLabelInput } from "@hawkmoth/domain/label/schema";
import { and, eq } from "drizzle-orm";
import { recordActivity } from "../activity.ts";
import type { ServiceContext } from "../context.ts";
import { violatedConstraint } from "../database-error.ts";
import { inWorkspace } from "../transaction.ts";
import { findLabel, labelColumns } from "./find-label.ts";
import { authorizeLabelEverywhere } from "./label-use.ts";

/**
 * Gives a label another name or colour, on every bug that has it.
 * @throws CONFLICT when another label has that name, regardless of case; NOT_FOUND; FORBIDDEN when it is used where the
 * actor may not manage labels; INVALID_INPUT when nothing is to change.
 */
export async function updateLabel(ctx: ServiceContext, input: UpdateLabelInput): Promise<LabelRef> {
  const { label_id, name, color } = input;
  if (name === undefined && color === undefined)
    throw new AppError("INVALID_INPUT", { message: "Give 'name', 'color' or both.", field: "name" });
  try {
    return await inWorkspace(ctx, async (tx) => {
      const before = await findLabel(tx, ctx, { label_id, lock: "update" });
      await authorizeLabelEverywhere(tx, ctx, label_id);
      const wanted = { ...before, name: name ?? before.name, color: color ?? before.color };
      if (wanted.name === before.name && wanted.color === before.color) return before;
      const [after] = await tx
        .update(labels)
        .set({ name: wanted.name, color: wanted.color })
        .where(and(eq(labels.workspace_id, ctx.actor.workspace_id), eq(labels.id, label_id)))
        .returning(labelColumns);
      if (!after) throw new AppError("NOT_FOUND");
      await recordActivity(tx, ctx, { kind: "LABEL_UPDATED", from: before, to: after });
      return after;
    });
  } catch (error) {
    if (violatedConstraint(error) === "label_name") throw nameTaken(name ?? "");
    throw error;
  }
}

/** Names are unique in a workspace, regardless of case. */
export function nameTaken(name: string): AppError {
  return new AppError("CONFLICT", { message: `There is already a label named '${name}'.`, field: "name" });
}
