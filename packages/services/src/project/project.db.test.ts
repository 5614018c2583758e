import { inWorkspace } from "@hawkmoth/db/in-workspace";
import { activities } from "@hawkmoth/db/schema/activity";
import { bugs } from "@hawkmoth/db/schema/bug";
import { principalUuid } from "@hawkmoth/db/schema/columns";
import { testDatabase } from "@hawkmoth/db/testing/database";
import { addToProject, makeAgent, makeBugRow, makeProject } from "@hawkmoth/db/testing/factories";
import { newId } from "@hawkmoth/domain/ids";
import { DEFAULT_CAPTURE_POLICY } from "@hawkmoth/domain/project/default-policy";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import type { ServiceContext } from "../context.ts";
import { updateAgent } from "../agent/update-agent.ts";
import { makeColleague } from "../testing/colleague.ts";
import { makeWorld } from "../testing/world.ts";
import { createProject } from "./create-project.ts";
import { getProject } from "./get-project.ts";
import { listAssignees } from "./list-assignees.ts";
import { listProjects } from "./list-projects.ts";
import { updateProject } from "./update-project.ts";

const { db } = await testDatabase();

test("keys made from names never collide; a wished key that is taken is refused", async () => {
  const { owner } = await makeWorld(db);
  const made = await Promise.all(
    Array.from({ length: 3 }, () => createProject(owner, { name: "Shop front", allowed_origins: [] })),
  );
  expect(made.map((one) => one.key).toSorted()).toEqual(["SHOP", "SHOP2", "SHOP3"]);
  expect(made[0]).toMatchObject({ role: "OWNER", open_count: 0, capture_policy: DEFAULT_CAPTURE_POLICY });
  await expect(createProject(owner, { name: "x", key: "SHOP", allowed_origins: [] })).rejects.toMatchObject({
    code: "CONFLICT",
  });
});

test("a wildcard needs a domain that somebody registers, whether the project is new or not", async () => {
  const world = await makeWorld(db);
  const { id: project_id } = await createProject(world.owner, {
    name: "Wide",
    allowed_origins: ["https://*.shop.example"],
  });
  for (const origin of ["https://*.co.uk", "https://*.github.io", "http://*.com:8080"]) {
    const refusal = { code: "INVALID_INPUT", options: { field: "allowed_origins" } };
    const allowed_origins = ["https://shop.example", origin];
    await expect(createProject(world.owner, { name: "Wider", allowed_origins })).rejects.toMatchObject(refusal);
    await expect(updateProject(world.owner, { project_id, allowed_origins })).rejects.toMatchObject(refusal);
  }
});

test("only the workspace's owners and admins make projects", async () => {
  const world = await makeWorld(db);
  const input = { name: "New", allowed_origins: [] };
  for (const ctx of [await makeColleague(db, world, { project_role: "OWNER" }), world.agent])
    await expect(createProject(ctx, input)).rejects.toMatchObject({ code: "FORBIDDEN" });
  const admin = await makeColleague(db, world, { workspace_role: "ADMIN" });
  await expect(createProject(admin, input)).resolves.toMatchObject({ name: "New" });
});

test("a project that is not one's own is missing, like one that does not exist", async () => {
  const [world, elsewhere] = [await makeWorld(db), await makeWorld(db)];
  const stranger = await makeColleague(db, world);
  const reads = [
    getProject,
    listAssignees,
    (ctx: ServiceContext, place: { project_id: string }) => updateProject(ctx, { ...place, name: "x" }),
  ];
  for (const [ctx, project_id] of [
    [stranger, world.project_id],
    [elsewhere.owner, world.project_id],
    [world.owner, newId("project")],
  ] as const)
    for (const read of reads)
      await expect(read(ctx, { project_id })).rejects.toMatchObject({ code: "NOT_FOUND", options: {} });
  expect(await listProjects(stranger, { limit: 25 })).toEqual({ projects: [], next_cursor: null, total: 0 });
});

test("projects page by key without gaps or repeats, with the open bugs counted", async () => {
  const { owner, workspace_id, project_id } = await makeWorld(db);
  await makeBugRow(db, { workspace_id, project_id });
  const closed = await makeBugRow(db, { workspace_id, project_id });
  await inWorkspace(db, workspace_id, (tx) => tx.update(bugs).set({ status: "CLOSED" }).where(eq(bugs.id, closed.id)));
  for (let count = 0; count < 6; count += 1) await makeProject(db, workspace_id);
  const seen: string[] = [];
  let cursor: string | null | undefined;
  do {
    const page = await listProjects(owner, { limit: 3, ...(cursor ? { cursor } : {}) });
    expect(page.total).toBe(7);
    seen.push(...page.projects.map((one) => one.key));
    cursor = page.next_cursor;
  } while (cursor);
  expect(seen).toHaveLength(7);
  expect(seen).toEqual([...new Set(seen)].toSorted());
  expect((await getProject(owner, { project_id })).open_count).toBe(1);
  const found = await listProjects(owner, { limit: 25, query: "%" });
  expect(found.projects).toEqual([]);
});

test("settings change field by field and stand in the history with old and new values", async () => {
  const { owner, project_id, workspace_id } = await makeWorld(db);
  const after = await updateProject(owner, { project_id, name: "Renamed", capture_policy: { capture_bodies: true } });
  expect(after).toMatchObject({ name: "Renamed", capture_policy: { ...DEFAULT_CAPTURE_POLICY, capture_bodies: true } });
  expect(await getProject(owner, { project_id })).toEqual(after);
  await updateProject(owner, { project_id, name: "Renamed" });
  const rows = await inWorkspace(db, workspace_id, (tx) => tx.select().from(activities));
  expect(rows.map((row) => [row.kind, row.field, row.to])).toEqual([
    ["PROJECT_UPDATED", "name", "Renamed"],
    ["PROJECT_UPDATED", "capture_policy", { ...DEFAULT_CAPTURE_POLICY, capture_bodies: true }],
  ]);
});

test("only owners of a project change its settings", async () => {
  const world = await makeWorld(db);
  const developer = await makeColleague(db, world, { project_role: "DEVELOPER" });
  await expect(updateProject(developer, { project_id: world.project_id, name: "x" })).rejects.toMatchObject({
    code: "FORBIDDEN",
  });
});

test("people and agents stand in one list of assignees, with role and load", async () => {
  const world = await makeWorld(db);
  const { owner, project_id, workspace_id } = world;
  const viewer = await makeColleague(db, world, { project_role: "VIEWER" });
  await makeColleague(db, world);
  const bug = await makeBugRow(db, { workspace_id, project_id });
  const assignee_id = principalUuid("MEMBER", viewer.actor.id ?? "");
  await inWorkspace(db, workspace_id, (tx) =>
    tx.update(bugs).set({ assignee_type: "MEMBER", assignee_id }).where(eq(bugs.id, bug.id)),
  );
  const { assignees } = await listAssignees(owner, { project_id });
  const brief = assignees.map((one) => [one.assignee_type, one.assignee_id, one.role, one.load]);
  expect(brief).toHaveLength(3);
  expect(brief).toEqual(
    expect.arrayContaining([
      ["MEMBER", owner.actor.id, "OWNER", 0],
      ["MEMBER", viewer.actor.id, "VIEWER", 1],
      ["AGENT", world.agent_id, "MANAGER", 0],
    ]),
  );
  const agentsOnly = await listAssignees(world.agent, {
    project_id,
    type: "AGENT",
    query: world.agent.actor.name.slice(2),
  });
  expect(agentsOnly.assignees.map((one) => one.assignee_id)).toEqual([world.agent_id]);
});

test("a disabled agent is listed with the reason why it can't be chosen any more", async () => {
  const world = await makeWorld(db);
  const { owner, project_id, workspace_id } = world;
  const second = await makeAgent(db, workspace_id, owner.actor.id ?? "");
  await addToProject(db, { workspace_id, project_id, type: "AGENT", id: second.id, role: "MANAGER" });
  await updateAgent(owner, { agent_id: second.id, is_disabled: true });
  const { assignees } = await listAssignees(owner, { project_id, type: "AGENT" });
  const reasons = assignees.map((one) => [one.assignee_id, one.unavailable_reason]);
  expect(Object.fromEntries(reasons)).toEqual({ [world.agent_id]: null, [second.id]: "DISABLED" });
});
