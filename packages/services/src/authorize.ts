import {
  assertMay,
  assertMayInWorkspace,
  type ProjectAction,
  type WorkspaceAction,
} from "@hawkmoth/domain/access/policy";
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
