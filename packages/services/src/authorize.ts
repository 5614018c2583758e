import {
  assertMay,
  assertMayInWorkspace,
  may,
  type ProjectAction,
  type WorkspaceAction,
  visibleProjectIds,
} from "@hawkmoth/domain/access/policy";
import { AppError } from "@hawkmoth/domain/errors";
import type { ServiceContext } from "./context.ts";

/**
 * Stops the call unless the actor may do this in the project.
 * @throws NOT_FOUND when the project is invisible to the actor, FORBIDDEN when the role is too low.
 */
export function authorize(ctx: ServiceContext, action: ProjectAction, project_id: string): void {
  assertMay(ctx.actor, action, project_id);
}

/** Stops the call unless the actor may do this in the workspace. @throws FORBIDDEN */
export function authorizeInWorkspace(ctx: ServiceContext, action: WorkspaceAction): void {
  assertMayInWorkspace(ctx.actor, action);
}

/**
 * The projects in which the actor may do this, for verbs that choose among many; null means all of the workspace.
 * @throws FORBIDDEN when there is none.
 */
export function authorizedProjectIds(ctx: ServiceContext, action: ProjectAction): readonly string[] | null {
  const visible = visibleProjectIds(ctx.actor);
  if (visible === null) return null;
  const allowed = visible.filter((project_id) => may(ctx.actor, action, project_id));
  const [first] = visible;
  if (allowed.length === 0 && first !== undefined) assertMay(ctx.actor, action, first);
  if (allowed.length === 0) throw new AppError("FORBIDDEN");
  return allowed;
}
