import { projects } from "@hawkmoth/db/schema/project";
import type { Project, UpdateProjectInput } from "@hawkmoth/domain/project/schema";
import { and, eq, sql } from "drizzle-orm";
import { isDeepStrictEqual } from "node:util";
import { recordActivity, type ActivityEntry } from "../activity.ts";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { inWorkspace } from "../transaction.ts";
import { assertOrigins } from "./assert-origins.ts";
import { readProject } from "./rows.ts";

const FIELDS = ["name", "allowed_origins", "capture_policy", "is_locked_down"] as const;

/** Changes the settings of a project; what is left out stays. */
export async function updateProject(ctx: ServiceContext, input: UpdateProjectInput): Promise<Project> {
  const { project_id } = input;
  authorize(ctx, "project.update", project_id);
  assertOrigins(input.allowed_origins ?? []);
  return await inWorkspace(ctx, async (tx) => {
    const row = and(eq(projects.workspace_id, ctx.actor.workspace_id), eq(projects.id, project_id));
    await tx.select({ id: projects.id }).from(projects).where(row).for("update");
    const before = await readProject(tx, ctx, project_id);
    const after = {
      name: input.name ?? before.name,
      allowed_origins: input.allowed_origins ?? before.allowed_origins,
      capture_policy: { ...before.capture_policy, ...input.capture_policy },
      is_locked_down: input.is_locked_down ?? before.is_locked_down,
    };
    const changed = FIELDS.filter((field) => !isDeepStrictEqual(before[field], after[field]));
    if (changed.length === 0) return before;
    await tx
      .update(projects)
      .set({ ...after, updated_at: sql`now()` })
      .where(row);
    const entries = changed.map((field): ActivityEntry => {
      return { kind: "PROJECT_UPDATED", project_id, field, from: before[field], to: after[field] };
    });
    await recordActivity(tx, ctx, entries);
    return { ...before, ...after };
  });
}
