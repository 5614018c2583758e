import type { Tx } from "@hawkmoth/db/client";
import { bugs } from "@hawkmoth/db/schema/bug";
import { bugLabels } from "@hawkmoth/db/schema/label";
import { may } from "@hawkmoth/domain/access/policy";
import { AppError } from "@hawkmoth/domain/errors";
import { and, eq } from "drizzle-orm";
import { authorizedProjectIds } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";

/**
 * Stops the call unless the actor may manage labels in each project that uses this one: it belongs to all of them.
 * @throws FORBIDDEN without naming projects, of which the actor may not know.
 */
export async function authorizeLabelEverywhere(tx: Tx, ctx: ServiceContext, label_id: string): Promise<void> {
  authorizedProjectIds(ctx, "label.manage");
  const rows = await tx
    .selectDistinct({ project_id: bugs.project_id })
    .from(bugLabels)
    .innerJoin(bugs, and(eq(bugs.workspace_id, bugLabels.workspace_id), eq(bugs.id, bugLabels.bug_id)))
    .where(and(eq(bugLabels.workspace_id, ctx.actor.workspace_id), eq(bugLabels.label_id, label_id)));
  if (rows.some(({ project_id }) => !may(ctx.actor, "label.manage", project_id)))
    throw new AppError("FORBIDDEN", {
      message: "This label is used in a project whose labels you may not manage.",
      hint: "Ask an owner of the workspace.",
    });
}
