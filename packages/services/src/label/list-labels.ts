import { labels } from "@hawkmoth/db/schema/label";
import type { LabelRef, ListLabelsInput } from "@hawkmoth/domain/label/schema";
import { asc, eq, sql } from "drizzle-orm";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { assertProjects } from "../project/rows.ts";
import { inWorkspace } from "../transaction.ts";
import { labelColumns } from "./find-label.ts";

/** All labels of the workspace by name. @throws NOT_FOUND for a project the actor can't see. */
export async function listLabels(ctx: ServiceContext, input: ListLabelsInput): Promise<{ labels: LabelRef[] }> {
  const { project_id } = input;
  if (project_id !== undefined) authorize(ctx, "project.read", project_id);
  return inWorkspace(ctx, async (tx) => {
    if (project_id !== undefined) await assertProjects(tx, ctx, [project_id]);
    const rows = await tx
      .select(labelColumns)
      .from(labels)
      .where(eq(labels.workspace_id, ctx.actor.workspace_id))
      .orderBy(asc(sql`lower(${labels.name})`));
    return { labels: rows };
  });
}
