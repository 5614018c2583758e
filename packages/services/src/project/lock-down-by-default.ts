import type { Tx } from "@hawkmoth/db/client";
import { activities } from "@hawkmoth/db/schema/activity";
import { projects } from "@hawkmoth/db/schema/project";
import { and, eq, sql } from "drizzle-orm";
import { recordActivity } from "../activity.ts";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";

/**
 * Turns the lockdown of a project on, in the transaction of a new publishable key: from then on anybody can report. It
 * stays off where a member turned it off, which the project's history tells.
 */
export async function lockDownByDefault(tx: Tx, ctx: ServiceContext, project_id: string): Promise<void> {
  authorize(ctx, "key.write", project_id);
  const { workspace_id } = ctx.actor;
  const row = and(eq(projects.workspace_id, workspace_id), eq(projects.id, project_id));
  const [project] = await tx
    .select({ is_locked_down: projects.is_locked_down })
    .from(projects)
    .where(row)
    .for("no key update");
  if (!project || project.is_locked_down) return;
  const turned_off = and(
    eq(activities.workspace_id, workspace_id),
    eq(activities.project_id, project_id),
    eq(activities.kind, "PROJECT_UPDATED"),
    eq(activities.field, "is_locked_down"),
  );
  const [chosen] = await tx.select({ id: activities.id }).from(activities).where(turned_off).limit(1);
  if (chosen) return;
  await tx
    .update(projects)
    .set({ is_locked_down: true, updated_at: sql`now()` })
    .where(row);
  const change = { field: "is_locked_down", from: false, to: true };
  await recordActivity(tx, ctx, { kind: "PROJECT_UPDATED", project_id, ...change });
}
