import { testDatabase } from "@hawkmoth/db/testing/database";
import { uniqueName } from "@hawkmoth/db/testing/factories";
import { Scope } from "@hawkmoth/domain/access/schema";
import { newId } from "@hawkmoth/domain/ids";
import { expect, test } from "vitest";
import { resolveSession } from "../access/resolve-session.ts";
import { getMe } from "../account/get-me.ts";
import { signUp } from "../account/sign-up.ts";
import { listMembers } from "../member/list-members.ts";
import { createProject } from "../project/create-project.ts";
import { publicContext } from "../testing/context.ts";
import { makeWorld } from "../testing/world.ts";
import { createWorkspace } from "./create-workspace.ts";
import { listWorkspaces } from "./list-workspaces.ts";

const { db } = await testDatabase();
const ctx = publicContext(db);
const hash = (password: string) => Promise.resolve(`hash of ${password.length}`);

function newPerson(email = `${uniqueName("new")}@example.test`) {
  return signUp(ctx, { name: "Nova", email, password: "a long password" }, hash);
}

test("an e-mail address has one account, however it is spelled and however fast it is asked for", async () => {
  const email = `${uniqueName("same")}@example.test`;
  const tries = await Promise.allSettled([newPerson(email), newPerson(email), newPerson(email.toUpperCase())]);
  expect(tries.filter((one) => one.status === "fulfilled")).toHaveLength(1);
  await expect(newPerson(email)).rejects.toMatchObject({ code: "CONFLICT", options: { field: "email" } });
});

test("a person without a workspace is somebody already", async () => {
  const user = await newPerson();
  const caller = { kind: "session" as const, user, actor: null };
  expect(await getMe(ctx, caller)).toEqual({
    principal: { type: "MEMBER", id: user.id, name: "Nova", email: user.email },
    user,
    workspace: null,
    workspaces: [],
    projects: [],
    scopes: Scope.options,
    actions: [],
  });
  expect(await resolveSession(ctx, user.id, null)).toBeNull();
});

test("who makes a workspace owns it and acts in it from then on", async () => {
  const user = await newPerson();
  const workspace = await createWorkspace(ctx, { user_id: user.id, name: "Nova's Shop" });
  expect(workspace).toMatchObject({ name: "Nova's Shop", role: "OWNER" });
  const actor = await resolveSession(ctx, user.id, workspace.slug);
  if (!actor) throw new Error("no actor");
  expect(actor).toMatchObject({
    type: "MEMBER",
    name: "Nova",
    workspace_role: "OWNER",
    user_id: user.id,
    workspace_id: workspace.id,
  });
  expect(await resolveSession(ctx, user.id, workspace.id)).toEqual(actor);
  const project = await createProject({ ...ctx, actor }, { name: "Front", allowed_origins: [] });
  const me = await getMe(ctx, { kind: "session", user, actor: await resolveSession(ctx, user.id, null) });
  expect(me).toMatchObject({
    workspace: { slug: workspace.slug, role: "OWNER" },
    projects: [{ id: project.id, role: "OWNER" }],
  });
  const { members } = await listMembers({ ...ctx, actor });
  expect(members).toMatchObject([{ id: actor.id, email: user.email, role: "OWNER" }]);
});

test("slugs made from names never collide; a wished slug that is taken is refused", async () => {
  const user = await newPerson();
  const name = uniqueName("Same Name");
  const made = await Promise.all(Array.from({ length: 4 }, () => createWorkspace(ctx, { user_id: user.id, name })));
  expect(new Set(made.map((one) => one.slug)).size).toBe(4);
  const slug = made[0]?.slug;
  await expect(createWorkspace(ctx, { user_id: user.id, name, slug })).rejects.toMatchObject({
    code: "CONFLICT",
    options: { field: "slug" },
  });
  const { workspaces } = await listWorkspaces(ctx, { kind: "session", user, actor: null });
  expect(workspaces.map((one) => one.id).toSorted()).toEqual(made.map((one) => one.id).toSorted());
});

test("a person acts in no workspace they don't belong to", async () => {
  const world = await makeWorld(db);
  const user = await newPerson();
  for (const workspace of [world.workspace_id, newId("workspace"), "no-such-team"])
    expect(await resolveSession(ctx, user.id, workspace)).toBeNull();
});

test("a key lists its own workspace and nothing else", async () => {
  const world = await makeWorld(db);
  const { workspaces } = await listWorkspaces(ctx, { kind: "key", actor: world.agent.actor });
  expect(workspaces.map((one) => one.id)).toEqual([world.workspace_id]);
  expect(await getMe(ctx, { kind: "key", actor: world.agent.actor })).toMatchObject({
    principal: { type: "AGENT", id: world.agent_id, email: null },
    user: null,
    workspace: { id: world.workspace_id, role: null },
    projects: [{ id: world.project_id, role: "MANAGER" }],
  });
});

test("agents don't list the people of a workspace", async () => {
  const world = await makeWorld(db);
  await expect(listMembers(world.agent)).rejects.toMatchObject({ code: "FORBIDDEN" });
});
