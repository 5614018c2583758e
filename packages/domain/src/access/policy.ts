import type { Actor } from "../actor.ts";
import { AppError } from "../errors.ts";
import { ProjectRole, type Scope } from "./schema.ts";

/** What an actor may want to do, with the lowest project role that may. */
export const PROJECT_ACTIONS = {
  "bug.read": "VIEWER",
  "sensitive.read": "MANAGER",
  "bug.create": "VIEWER",
  "bug.update": "MANAGER",
  "bug.assign": "MANAGER",
  "bug.bulk": "MANAGER",
  "bug.merge": "MANAGER",
  "bug.settle": "MANAGER",
  "bug.close": "MANAGER",
  "comment.create": "MANAGER",
  "label.write": "MANAGER",
  "label.manage": "MANAGER",
  "bug.link": "MANAGER",
  "task.read": "VIEWER",
  "task.run": "MANAGER",
  "task.manage": "MANAGER",
  "capture.retry": "MANAGER",
  "agent.configure": "DEVELOPER",
  "regression.read": "VIEWER",
  "regression.run": "MANAGER",
  "regression.write": "DEVELOPER",
  "project.read": "VIEWER",
  "project.update": "OWNER",
  "key.write": "OWNER",
} as const satisfies Record<string, ProjectRole>;
/** Names of what may be done inside a project. */
export type ProjectAction = keyof typeof PROJECT_ACTIONS;

/**
 * What takes a person whatever the role: an agent that answered its own question would never be stopped by one, one that
 * changed its own settings or those of the project would set its own limits, and what changes many bugs at once or ends
 * one is decided by people.
 */
const PEOPLE_ONLY: ReadonlySet<ProjectAction> = new Set([
  "task.manage",
  "bug.bulk",
  "bug.merge",
  "bug.settle",
  "bug.close",
  "label.manage",
  "agent.configure",
  "project.update",
  "key.write",
]);

/** What takes an agent whatever the role: tasks are queued for agents alone, so a person never holds one. */
const AGENTS_ONLY: ReadonlySet<ProjectAction> = new Set(["task.run"]);

/** Actions on the workspace itself, with the roles that may. */
export const WORKSPACE_ACTIONS = {
  "workspace.read": ["OWNER", "ADMIN", "MEMBER"],
  "workspace.update": ["OWNER", "ADMIN"],
  "project.create": ["OWNER", "ADMIN"],
  "member.read": ["OWNER", "ADMIN", "MEMBER"],
  "member.write": ["OWNER", "ADMIN"],
  "agent.create": ["OWNER", "ADMIN"],
  "key.own": ["OWNER", "ADMIN", "MEMBER"],
  "key.oversee": ["OWNER", "ADMIN"],
  "audit.read": ["OWNER", "ADMIN"],
} as const satisfies Record<string, readonly string[]>;
/** Names of what may be done to a workspace. */
export type WorkspaceAction = keyof typeof WORKSPACE_ACTIONS;

/** What concerns every project at once, so that a credential for some of them is not enough. */
const WHOLE_WORKSPACE: ReadonlySet<WorkspaceAction> = new Set([
  "workspace.update",
  "project.create",
  "member.write",
  "key.oversee",
  "audit.read",
]);

/** The role an actor has in a project after lifting and credential restriction; null means invisible. */
export function projectRoleOf(actor: Actor, project_id: string): ProjectRole | null {
  if (actor.project_ids && !actor.project_ids.includes(project_id)) return null;
  if (actor.type === "SYSTEM") return "OWNER";
  if (actor.workspace_role === "OWNER" || actor.workspace_role === "ADMIN") return "OWNER";
  return actor.project_roles[project_id] ?? null;
}

/** True when the project role is enough for the action. */
export function may(actor: Actor, action: ProjectAction, project_id: string): boolean {
  const role = projectRoleOf(actor, project_id);
  return role !== null && isRoleEnough(role, action) && !isReserved(actor, action);
}

/**
 * Stops an actor who may not act on something in a project.
 * @throws NOT_FOUND when the project is invisible to the actor, FORBIDDEN when the role is too low.
 */
export function assertMay(actor: Actor, action: ProjectAction, project_id: string): void {
  const role = projectRoleOf(actor, project_id);
  if (role === null) throw new AppError("NOT_FOUND");
  if (!isRoleEnough(role, action))
    throw new AppError("FORBIDDEN", {
      message: `This needs the project role ${PROJECT_ACTIONS[action]} or higher; yours is ${role}.`,
    });
  assertNotReserved(actor, action);
}

/**
 * Stops an agent from what takes a person, and a person from what takes an agent, wherever it is to be done.
 * @throws FORBIDDEN
 */
export function assertNotReserved(actor: Actor, action: ProjectAction): void {
  if (!isReserved(actor, action)) return;
  throw actor.type === "AGENT"
    ? new AppError("FORBIDDEN", {
        message: "Only a person may do this; an agent says in a comment what should be done.",
        hint: "Ask a member of the project.",
      })
    : new AppError("FORBIDDEN", {
        message: "Only agents work on tasks; this credential acts for a person.",
        hint: "Use a key of the agent, or change the bug itself.",
      });
}

function isReserved(actor: Actor, action: ProjectAction): boolean {
  return actor.type === "AGENT" ? PEOPLE_ONLY.has(action) : AGENTS_ONLY.has(action);
}

/** True when the workspace role is enough, and the credential wide enough. Agents never hold workspace roles. */
export function mayInWorkspace(actor: Actor, action: WorkspaceAction): boolean {
  if (actor.type === "SYSTEM") return true;
  if (isTooNarrow(actor, action)) return false;
  const allowed: readonly string[] = WORKSPACE_ACTIONS[action];
  return actor.workspace_role !== null && allowed.includes(actor.workspace_role);
}

/** @throws FORBIDDEN when the workspace role is not enough. */
export function assertMayInWorkspace(actor: Actor, action: WorkspaceAction): void {
  if (mayInWorkspace(actor, action)) return;
  throw isTooNarrow(actor, action)
    ? new AppError("FORBIDDEN", {
        message: "This concerns the whole workspace; your credential is for some of its projects.",
        hint: "Use a credential without a restriction to projects.",
      })
    : new AppError("FORBIDDEN");
}

function isTooNarrow(actor: Actor, action: WorkspaceAction): boolean {
  return actor.project_ids !== null && WHOLE_WORKSPACE.has(action);
}

/** Projects an actor can see; null means every project of the workspace. */
export function visibleProjectIds(actor: Actor): readonly string[] | null {
  const seesAll = actor.type === "SYSTEM" || actor.workspace_role === "OWNER" || actor.workspace_role === "ADMIN";
  if (seesAll) return actor.project_ids;
  const own = Object.keys(actor.project_roles);
  const restriction = actor.project_ids;
  return restriction ? own.filter((id) => restriction.includes(id)) : own;
}

const PROJECT_ACTION_NAMES = Object.keys(PROJECT_ACTIONS).filter((name): name is ProjectAction =>
  Object.hasOwn(PROJECT_ACTIONS, name),
);
const WORKSPACE_ACTION_NAMES = Object.keys(WORKSPACE_ACTIONS).filter((name): name is WorkspaceAction =>
  Object.hasOwn(WORKSPACE_ACTIONS, name),
);

/**
 * Everything that the actor may do somewhere: in one project at least, or to the workspace. What is not among it can't
 * succeed with this credential, whatever the arguments are.
 */
export function possibleActions(actor: Actor): (ProjectAction | WorkspaceAction)[] {
  const visible = visibleProjectIds(actor);
  const in_project = PROJECT_ACTION_NAMES.filter((action) =>
    visible === null ? !isReserved(actor, action) : visible.some((project_id) => may(actor, action, project_id)),
  );
  const in_workspace = WORKSPACE_ACTION_NAMES.filter((action) => mayInWorkspace(actor, action));
  return [...in_project, ...in_workspace];
}

/** True when the scopes hold the wanted one; `x:write` implies `x:read`. */
export function hasScope(scopes: readonly Scope[], wanted: Scope): boolean {
  if (scopes.includes(wanted)) return true;
  const [subject, verb] = wanted.split(":");
  return verb === "read" && scopes.some((scope) => scope === `${subject}:write`);
}

/** @throws INSUFFICIENT_SCOPE naming the scope that is missing. */
export function assertScope(scopes: readonly Scope[], wanted: Scope): void {
  if (!hasScope(scopes, wanted))
    throw new AppError("INSUFFICIENT_SCOPE", {
      message: `This call needs the scope '${wanted}'.`,
      details: { scope: wanted },
    });
}

/** True when the project role alone is enough for the action. */
export function isRoleEnough(role: ProjectRole, action: ProjectAction): boolean {
  return rankOf(role) >= rankOf(PROJECT_ACTIONS[action]);
}

function rankOf(role: ProjectRole): number {
  return ProjectRole.options.indexOf(role);
}
