import { labels } from "@hawkmoth/db/schema/label";
import { AppError } from "@hawkmoth/domain/errors";
import type { CreateLabelInput, LabelRef } from "@hawkmoth/domain/label/schema";
import { recordActivity } from "../activity.ts";
import { authorizedProjectIds } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { inWorkspace } from "../transaction.ts";
import { labelColor } from "./label-color.ts";

/** Makes a label of the workspace. @throws CONFLICT when one of that name exists, regardless of case. */
export async function createLabel(ctx: ServiceContext, input: CreateLabelInput): Promise<LabelRef> {
  return inWorkspace(ctx, async (tx) => {
    authorizedProjectIds(ctx, "label.write");
    const [label] = await tx
      .insert(labels)
      .values({ workspace_id: ctx.actor.workspace_id, name: input.name, color: input.color ?? labelColor(input.name) })
      .onConflictDoNothing()
      .returning({ id: labels.id, name: labels.name, color: labels.color });
    if (!label)
      throw new AppError("CONFLICT", { message: `There is already a label named '${input.name}'.`, field: "name" });
    await recordActivity(tx, ctx, { kind: "LABEL_CREATED", to: label.name });
    return label;
  });
}
