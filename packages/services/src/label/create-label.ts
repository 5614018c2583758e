import { labels } from "@hawkmoth/db/schema/label";
import type { CreateLabelInput, LabelRef } from "@hawkmoth/domain/label/schema";
import { recordActivity } from "../activity.ts";
import { authorize, authorizedProjectIds } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { inWorkspace } from "../transaction.ts";
import { labelColumns } from "./find-label.ts";
import { labelColor } from "./label-color.ts";
import { nameTaken } from "./update-label.ts";

/**
 * Makes a label of the workspace; a project may be named in which the actor must be able to.
 * @throws CONFLICT when one of that name exists, regardless of case; NOT_FOUND; FORBIDDEN.
 */
export async function createLabel(ctx: ServiceContext, input: CreateLabelInput): Promise<LabelRef> {
  return inWorkspace(ctx, async (tx) => {
    if (input.project_id === undefined) authorizedProjectIds(ctx, "label.write");
    else authorize(ctx, "label.write", input.project_id);
    const [label] = await tx
      .insert(labels)
      .values({ workspace_id: ctx.actor.workspace_id, name: input.name, color: input.color ?? labelColor(input.name) })
      .onConflictDoNothing()
      .returning(labelColumns);
    if (!label) throw nameTaken(input.name);
    await recordActivity(tx, ctx, { kind: "LABEL_CREATED", to: label.name });
    return label;
  });
}
