import { expect, test } from "vitest";
import type { Actor } from "../actor.ts";
import {
  ConsentDecision,
  DANGEROUS_SCOPES,
  DEFAULT_APP_SCOPES,
  grantableScopes,
  SCOPE_WORDS,
} from "./connected-app.ts";
import { type ProjectRole, Scope, type WorkspaceRole } from "./schema.ts";

function member(workspace_role: WorkspaceRole, project_role?: ProjectRole): Actor {
  return {
    type: "MEMBER",
    id: "mbr_1",
    name: "Ada",
    user_id: "usr_1",
    workspace_id: "wsp_1",
    workspace_role,
    project_roles: project_role ? { prj_1: project_role } : {},
    scopes: Scope.options,
    project_ids: null,
    key_id: null,
  };
}

test.each(["OWNER", "ADMIN"] as const)("an %s of the workspace can grant every scope", (role) => {
  expect(grantableScopes(member(role))).toEqual(Scope.options);
});

test.each([
  [
    "VIEWER",
    [
      "labels:write",
      "tasks:run",
      "regression:write",
      "agents:write",
      "projects:write",
      "integrations:write",
      "sensitive:read",
    ],
  ],
  ["MANAGER", ["agents:write", "projects:write"]],
  ["DEVELOPER", ["projects:write"]],
  ["OWNER", []],
] as const)("a member who is %s of a project grants what that role can use", (role, missing) => {
  const grantable = grantableScopes(member("MEMBER", role));
  const without = Scope.options.filter((scope) => !grantable.includes(scope));
  expect(without.toSorted()).toEqual([...missing, "audit:read"].toSorted());
});

test("what is ticked at first reaches no secret, setting or credential, and every scope has words", () => {
  expect(DEFAULT_APP_SCOPES.filter((scope) => DANGEROUS_SCOPES.includes(scope))).toEqual([]);
  expect(Object.keys(SCOPE_WORDS).toSorted()).toEqual(Scope.options.toSorted());
});

test("a yes names who decides, one workspace and at least one scope; a no names nothing", () => {
  const yes = {
    decision: "ALLOW",
    user_id: "usr_01h455vb4pex5vsknk084sn02q",
    workspace_id: "wsp_01h455vb4pex5vsknk084sn02q",
    scopes: ["bugs:read"],
  };
  expect(ConsentDecision.safeParse(yes).success).toBe(true);
  expect(ConsentDecision.safeParse({ ...yes, scopes: [] }).success).toBe(false);
  expect(ConsentDecision.safeParse({ ...yes, workspace_id: "all" }).success).toBe(false);
  expect(ConsentDecision.safeParse({ decision: "DENY", scopes: ["bugs:read"] }).success).toBe(false);
});
