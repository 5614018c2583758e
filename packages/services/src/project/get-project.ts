import type { Project } from "@hawkmoth/domain/project/schema";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { inWorkspace } from "../transaction.ts";
import { readProject } from "./rows.ts";

/** Gets one project. @throws NOT_FOUND when it does not exist or the actor can't see it. */
export async function getProject(ctx: ServiceContext, { project_id }: { project_id: string }): Promise<Project> {
  authorize(ctx, "project.read", project_id);
  return await inWorkspace(ctx, (tx) => readProject(tx, ctx, project_id));
}
