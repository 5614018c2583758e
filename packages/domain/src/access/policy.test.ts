import { describe, expect, test } from "vitest";
import type { Actor } from "../actor.ts";
import {
  assertMay,
  isRoleEnough,
  assertMayInWorkspace,
  assertScope,
  hasScope,
  may,
  mayInWorkspace,
  possibleActions,
  PROJECT_ACTIONS,
  projectRoleOf,
  visibleProjectIds,
  WORKSPACE_ACTIONS,
  type ProjectAction,
  type WorkspaceAction,
} from "./policy.ts";
import { parseScope, ProjectRole, Scope, WorkspaceRole } from "./schema.ts";

function actor(over: Partial<Actor> = {}): Actor {
  return {
    type: "MEMBER",
    id: "mbr_1",
    name: "Ann",
    user_id: "usr_1",
    workspace_id: "wsp_1",
    workspace_role: "MEMBER",
    project_roles: {},
    scopes: Scope.options,
    project_ids: null,
    key_id: null,
    ...over,
  };
}

const actions = Object.keys(PROJECT_ACTIONS).flatMap((action) =>
  ProjectRole.options.map((role) => [action, role] as const),
);
const workspaceActions = Object.keys(WORKSPACE_ACTIONS) as WorkspaceAction[];
const workspacePairs = Object.keys(WORKSPACE_ACTIONS).flatMap((action) =>
  WorkspaceRole.options.map((role) => [action, role] as const),
);

describe("project policy", () => {
  test.each(actions)("%s as %s follows the rank of roles", (name, role) => {
    const action = name as ProjectAction;
    const enough = ProjectRole.options.indexOf(role) >= ProjectRole.options.indexOf(PROJECT_ACTIONS[action]);
    expect(isRoleEnough(role, action)).toBe(enough);
    const anyone = [
      actor({ project_roles: { prj_1: role } }),
      actor({ type: "AGENT", project_roles: { prj_1: role } }),
    ];
    expect(anyone.some((one) => may(one, action, "prj_1"))).toBe(enough);
  });

  test("to work on tasks is not for a person, whatever the role", () => {
    for (const person of [actor({ project_roles: { prj_1: "OWNER" } }), actor({ workspace_role: "OWNER" })]) {
      expect(may(person, "task.run", "prj_1")).toBe(false);
      expect(() => assertMay(person, "task.run", "prj_1")).toThrow(
        expect.objectContaining({ code: "FORBIDDEN", message: expect.stringContaining("Only agents") }),
      );
    }
  });

  const FOR_PEOPLE: readonly ProjectAction[] = [
    "task.manage",
    "bug.bulk",
    "bug.merge",
    "bug.settle",
    "bug.close",
    "label.manage",
    "agent.configure",
    "project.update",
    "key.write",
  ];

  test.each(FOR_PEOPLE)("%s is not for an agent, whatever its role", (action) => {
    const agent = actor({ type: "AGENT", id: "agt_1", workspace_role: null, project_roles: { prj_1: "OWNER" } });
    expect(may(agent, action, "prj_1")).toBe(false);
    expect(() => assertMay(agent, action, "prj_1")).toThrow(expect.objectContaining({ code: "FORBIDDEN" }));
  });

  test("otherwise the same role decides alike for an agent and a member", () => {
    const roles = { project_roles: { prj_1: "MANAGER" as const }, workspace_role: null };
    const reserved: readonly ProjectAction[] = [...FOR_PEOPLE, "task.run"];
    for (const action of (Object.keys(PROJECT_ACTIONS) as ProjectAction[]).filter((name) => !reserved.includes(name)))
      expect(may(actor({ ...roles, type: "AGENT", id: "agt_1" }), action, "prj_1")).toBe(
        may(actor(roles), action, "prj_1"),
      );
  });

  test("a project of others is missing, one with too low a role is forbidden", () => {
    expect(() => assertMay(actor(), "bug.read", "prj_1")).toThrow(expect.objectContaining({ code: "NOT_FOUND" }));
    expect(() => assertMay(actor({ project_roles: { prj_1: "VIEWER" } }), "bug.update", "prj_1")).toThrow(
      expect.objectContaining({ code: "FORBIDDEN" }),
    );
  });

  test("workspace owners act as project owners, but never beyond the key's projects", () => {
    const owner = actor({ workspace_role: "OWNER", project_ids: ["prj_1"] });
    expect(projectRoleOf(owner, "prj_1")).toBe("OWNER");
    expect(projectRoleOf(owner, "prj_2")).toBeNull();
    expect(visibleProjectIds(owner)).toEqual(["prj_1"]);
    expect(visibleProjectIds(actor({ workspace_role: "ADMIN" }))).toBeNull();
  });

  test("a key's projects only narrow what the principal sees", () => {
    const narrowed = actor({ project_roles: { prj_1: "VIEWER" }, project_ids: ["prj_1", "prj_2"] });
    expect(visibleProjectIds(narrowed)).toEqual(["prj_1"]);
  });
});

describe("possible actions", () => {
  test("are those that a role allows in at least one project in reach", () => {
    const roles = { prj_1: "VIEWER", prj_2: "MANAGER" } as const;
    expect(possibleActions(actor({ project_roles: roles }))).toContain("bug.update");
    expect(possibleActions(actor({ project_roles: roles, project_ids: ["prj_1"] }))).not.toContain("bug.update");
    expect(possibleActions(actor({ project_roles: roles, project_ids: ["prj_3"] }))).not.toContain("bug.read");
    expect(possibleActions(actor({ project_roles: { prj_1: "VIEWER" } }))).not.toContain("sensitive.read");
  });

  test("leave out of an agent what takes a person, and of an owner what takes an agent and nothing else", () => {
    const agent = actor({ type: "AGENT", id: "agt_1", workspace_role: null, project_roles: { prj_1: "OWNER" } });
    expect(possibleActions(agent)).toContain("task.run");
    for (const action of ["bug.bulk", "bug.merge", "label.manage", "audit.read"])
      expect(possibleActions(agent)).not.toContain(action);
    const all = [...Object.keys(PROJECT_ACTIONS), ...Object.keys(WORKSPACE_ACTIONS)];
    const of_owner = all.filter((action) => action !== "task.run");
    expect(possibleActions(actor({ workspace_role: "OWNER" })).toSorted()).toEqual(of_owner.toSorted());
    expect(possibleActions(actor({ project_roles: { prj_1: "OWNER" } }))).not.toContain("task.run");
  });
});

describe("workspace policy", () => {
  test.each(workspacePairs)("%s as %s follows the table", (name, role) => {
    const action = name as WorkspaceAction;
    const allowed: readonly string[] = WORKSPACE_ACTIONS[action];
    expect(mayInWorkspace(actor({ workspace_role: role }), action)).toBe(allowed.includes(role));
  });

  test("a credential for some projects is too narrow for what concerns all of them", () => {
    const owner = actor({ workspace_role: "OWNER", project_ids: ["prj_1"] });
    const refused = workspaceActions.filter((action) => !mayInWorkspace(owner, action));
    expect(refused.toSorted()).toEqual([
      "audit.read",
      "key.oversee",
      "member.write",
      "project.create",
      "workspace.update",
    ]);
    expect(() => assertMayInWorkspace(owner, "audit.read")).toThrow(/for some of its projects/);
  });

  test("an agent holds no workspace right", () => {
    expect(mayInWorkspace(actor({ type: "AGENT", workspace_role: null }), "workspace.read")).toBe(false);
  });
});

describe("scopes", () => {
  test("write implies read of the same subject and nothing else", () => {
    expect(hasScope(["bugs:write"], "bugs:read")).toBe(true);
    expect(hasScope(["bugs:read"], "bugs:write")).toBe(false);
    expect(hasScope(["bugs:write"], "labels:read")).toBe(false);
  });

  test("a missing scope is named", () => {
    expect(() => assertScope(["bugs:read"], "tasks:run")).toThrow(
      expect.objectContaining({ code: "INSUFFICIENT_SCOPE", message: "This call needs the scope 'tasks:run'." }),
    );
  });

  test.each([
    ["read:bugs", "bugs:read"],
    ["BUGS:WRITE", "bugs:write"],
    ["run:tasks", "tasks:run"],
  ])("%s is read as %s", (text, scope) => {
    expect(parseScope(text)).toBe(scope);
  });

  test("an unknown scope is null", () => {
    expect(parseScope("bugs:delete")).toBeNull();
  });
});
