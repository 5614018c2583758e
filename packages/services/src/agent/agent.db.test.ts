import { inWorkspace } from "@hawkmoth/db/in-workspace";
import { activities } from "@hawkmoth/db/schema/activity";
import { principalUuid } from "@hawkmoth/db/schema/columns";
import { principals } from "@hawkmoth/db/schema/principal";
import { agentTasks } from "@hawkmoth/db/schema/task";
import { testDatabase } from "@hawkmoth/db/testing/database";
import { makeBugRow, makeProject } from "@hawkmoth/db/testing/factories";
import { CreateAgentInput } from "@hawkmoth/domain/agent/schema";
import { newId } from "@hawkmoth/domain/ids";
import { and, eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { resolveAssignee } from "../bug/resolve-assignee.ts";
import { resolveBugRef } from "../bug/resolve-bug.ts";
import { setAssignee } from "../bug/set-assignee.ts";
import { makeColleague } from "../testing/colleague.ts";
import { makeQueuedTask, makeWorld } from "../testing/world.ts";
import { createAgent } from "./create-agent.ts";
import { getAgent } from "./get-agent.ts";
import { listAgents } from "./list-agents.ts";
import { updateAgent } from "./update-agent.ts";

const { db, behind } = await testDatabase();

/** Resolves once a statement waits for a lock that another transaction holds. */
async function untilBlocked(): Promise<void> {
  for (;;) {
    const rows = await behind`select 1 from pg_locks where not granted`;
    if (rows.length > 0) return;
  }
}

function input(project_ids: string[], more: object = {}) {
  return CreateAgentInput.parse({ name: "Fixer Bot", project_ids, ...more });
}

test("an agent has an owner, a slug of its own and one role in each project", async () => {
  const { owner, project_id, project_key, workspace_id } = await makeWorld(db);
  const second = await makeProject(db, workspace_id);
  const wish = input([project_id, second.id], { kinds: ["FIX", "VERIFY"], instructions: "Be careful." });
  const [agent, again] = [await createAgent(owner, wish), await createAgent(owner, wish)];
  expect(agent).toMatchObject({
    slug: "fixer-bot",
    kinds: ["FIX", "VERIFY"],
    instructions: "Be careful.",
    owner: { id: owner.actor.id, name: owner.actor.name },
    is_disabled: false,
    active_leases: 0,
    queued_tasks: 0,
  });
  expect(agent.projects.map((one) => one.key).toSorted()).toEqual([project_key, second.key].toSorted());
  expect(again.slug).toBe("fixer-bot-2");
  await expect(createAgent(owner, input([project_id], { slug: "fixer-bot" }))).rejects.toMatchObject({
    code: "CONFLICT",
  });
});

test("agents are made by the workspace's owners, in projects that exist there", async () => {
  const [world, elsewhere] = [await makeWorld(db), await makeWorld(db)];
  for (const ctx of [await makeColleague(db, world, { project_role: "OWNER" }), world.agent])
    await expect(createAgent(ctx, input([world.project_id]))).rejects.toMatchObject({ code: "FORBIDDEN" });
  for (const project_id of [elsewhere.project_id, newId("project")])
    await expect(createAgent(world.owner, input([project_id]))).rejects.toMatchObject({ code: "NOT_FOUND" });
});

test("an agent is seen by those who share a project with it, and by the workspace's owners", async () => {
  const world = await makeWorld(db);
  const apart = await makeProject(db, world.workspace_id);
  const hidden = await createAgent(world.owner, input([apart.id]));
  const viewer = await makeColleague(db, world, { project_role: "VIEWER" });
  expect((await listAgents(viewer, {})).agents.map((one) => one.id)).toEqual([world.agent_id]);
  expect((await listAgents(world.owner, {})).agents).toHaveLength(2);
  expect((await listAgents(world.owner, { project_id: apart.id })).agents.map((one) => one.id)).toEqual([hidden.id]);
  await expect(getAgent(viewer, { agent_id: hidden.id })).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(updateAgent(viewer, { agent_id: hidden.id, name: "x" })).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(updateAgent(viewer, { agent_id: world.agent_id, name: "x" })).rejects.toMatchObject({
    code: "FORBIDDEN",
  });
  const elsewhere = await makeWorld(db);
  await expect(getAgent(elsewhere.owner, { agent_id: hidden.id })).rejects.toMatchObject({ code: "NOT_FOUND" });
});

test("an owner's credential for some projects sees the agents of those, and no others", async () => {
  const world = await makeWorld(db);
  const elsewhere = await makeProject(db, world.workspace_id);
  const far = await createAgent(world.owner, input([elsewhere.id]));
  const pinned = { ...world.owner, actor: { ...world.owner.actor, project_ids: [world.project_id] } };
  expect((await listAgents(pinned, {})).agents.map(({ id }) => id)).toEqual([world.agent_id]);
  await expect(getAgent(pinned, { agent_id: far.id })).rejects.toMatchObject({ code: "NOT_FOUND" });
});

test("an agent sees itself", async () => {
  const world = await makeWorld(db);
  expect(await getAgent(world.agent, { agent_id: world.agent_id })).toMatchObject({ id: world.agent_id });
});

test("changes stand in the history; what is left out stays", async () => {
  const world = await makeWorld(db);
  const developer = await makeColleague(db, world, { project_role: "DEVELOPER" });
  const before = await getAgent(developer, { agent_id: world.agent_id });
  const after = await updateAgent(developer, { agent_id: world.agent_id, name: "Renamed", kinds: ["TRIAGE"] });
  expect(after).toEqual({ ...before, name: "Renamed", kinds: ["TRIAGE"] });
  await updateAgent(developer, { agent_id: world.agent_id, name: "Renamed" });
  const rows = await inWorkspace(db, world.workspace_id, (tx) => tx.select().from(activities));
  expect(rows.map((row) => [row.kind, row.field, row.from, row.to])).toEqual([
    ["AGENT_UPDATED", `${before.slug}.name`, before.name, "Renamed"],
    ["AGENT_UPDATED", `${before.slug}.kinds`, ["FIX"], ["TRIAGE"]],
  ]);
});

test("disabling an agent cancels its open tasks with the same commit", async () => {
  const world = await makeWorld(db);
  await makeQueuedTask(db, world);
  expect(await getAgent(world.owner, { agent_id: world.agent_id })).toMatchObject({ queued_tasks: 1 });
  const after = await updateAgent(world.owner, { agent_id: world.agent_id, is_disabled: true });
  expect(after).toMatchObject({ is_disabled: true, queued_tasks: 0 });
  const tasks = await inWorkspace(db, world.workspace_id, (tx) =>
    tx.select({ status: agentTasks.status }).from(agentTasks),
  );
  expect(tasks).toEqual([{ status: "CANCELLED" }]);
});

test("an agent that is disabled while somebody renames it stays disabled", async () => {
  const { owner, agent_id, workspace_id } = await makeWorld(db);
  const isLocked = Promise.withResolvers<void>();
  const mayEnd = Promise.withResolvers<void>();
  const disabling = inWorkspace(db, workspace_id, async (tx) => {
    await tx
      .update(principals)
      .set({ disabled_at: sql`now()` })
      .where(and(eq(principals.type, "AGENT"), eq(principals.id, principalUuid("AGENT", agent_id))));
    isLocked.resolve();
    await mayEnd.promise;
  });
  await isLocked.promise;
  const renaming = updateAgent(owner, { agent_id, name: "Renamed" });
  await untilBlocked();
  mayEnd.resolve();
  await disabling;
  expect(await renaming).toMatchObject({ name: "Renamed", is_disabled: true });
});

test("an agent that is disabled while a bug is assigned to it keeps no open task", async () => {
  const { owner, agent_id, project_id, workspace_id } = await makeWorld(db);
  const bug = await makeBugRow(db, { workspace_id, project_id });
  const mayEnd = Promise.withResolvers<void>();
  const isAssigned = Promise.withResolvers<void>();
  const assigning = inWorkspace(db, workspace_id, async (tx) => {
    const row = await resolveBugRef(tx, owner, bug.id);
    const to = await resolveAssignee(tx, owner, { project_id, assignee_id: agent_id });
    if (to) await setAssignee(tx, owner, { bug: row, to });
    isAssigned.resolve();
    await mayEnd.promise;
  });
  await isAssigned.promise;
  const disabling = updateAgent(owner, { agent_id, is_disabled: true });
  await untilBlocked();
  mayEnd.resolve();
  await Promise.all([assigning, disabling]);
  const tasks = await inWorkspace(db, workspace_id, (tx) => tx.select({ status: agentTasks.status }).from(agentTasks));
  expect(tasks).toEqual([{ status: "CANCELLED" }]);
});

test("an agent's success rate is the share of its recently ended tasks that succeeded", async () => {
  const world = await makeWorld(db);
  const rateOf = async () => (await getAgent(world.owner, { agent_id: world.agent_id })).success_rate;
  expect(await rateOf()).toBeNull();
  const endings = [
    ["SUCCEEDED", "1 day"],
    ["SUCCEEDED", "80 days"],
    ["FAILED", "2 days"],
    ["FAILED", "91 days"],
    ["CANCELLED", "1 day"],
  ] as const;
  for (const [status, ago] of endings) {
    const task = await makeQueuedTask(db, world);
    await inWorkspace(db, world.workspace_id, (tx) =>
      tx
        .update(agentTasks)
        .set({ status, finished_at: sql`now() - ${ago}::interval` })
        .where(eq(agentTasks.id, task.id)),
    );
  }
  expect(await rateOf()).toBe(0.67);
});
