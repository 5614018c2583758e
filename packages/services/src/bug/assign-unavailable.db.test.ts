import { inWorkspace } from "@hawkmoth/db/in-workspace";
import { apiKeys } from "@hawkmoth/db/schema/access";
import { agentTasks } from "@hawkmoth/db/schema/task";
import { projectMembers } from "@hawkmoth/db/schema/project";
import { testDatabase } from "@hawkmoth/db/testing/database";
import { makeAgentKey, makeBugRow, makeProject } from "@hawkmoth/db/testing/factories";
import type { UnavailableReason } from "@hawkmoth/domain/agent/availability";
import { AssignBugInput, CreateBugInput, UpdateBugInput } from "@hawkmoth/domain/bug/schema";
import { BulkUpdateInput } from "@hawkmoth/domain/bug/bulk";
import { CreateSuiteInput, UpdateSuiteInput } from "@hawkmoth/domain/regression/schema";
import { AssignRunInput } from "@hawkmoth/domain/regression/run-schema";
import { and, eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { revokeKey } from "../access/revoke-key.ts";
import { getAgent } from "../agent/get-agent.ts";
import { updateAgent } from "../agent/update-agent.ts";
import { listAssignees } from "../project/list-assignees.ts";
import { assignRun } from "../regression/assign-run.ts";
import { createSuite } from "../regression/create-suite.ts";
import { updateSuite } from "../regression/update-suite.ts";
import { makeSuite } from "../testing/suite.ts";
import { makeQueuedTask, makeWorld, type World } from "../testing/world.ts";
import { assignBug } from "./assign-bug.ts";
import { bulkUpdateBugs } from "./bulk-update-bugs.ts";
import { createBug } from "./create-bug.ts";
import { updateBug } from "./update-bug.ts";

const { db } = await testDatabase();

const setKey = ({ workspace_id, agent_key_id }: World, values: object) =>
  inWorkspace(db, workspace_id, (tx) => tx.update(apiKeys).set(values).where(eq(apiKeys.id, agent_key_id)));

/** Of the agent's role in the world's project. */
const membership = ({ project_id }: World) =>
  and(eq(projectMembers.project_id, project_id), eq(projectMembers.principal_type, "AGENT"));

type Loss = [how: string, lose: (world: World) => Promise<unknown>, reason: UnavailableReason];

const losses: Loss[] = [
  ["was disabled", ({ owner, agent_id }) => updateAgent(owner, { agent_id, is_disabled: true }), "DISABLED"],
  [
    "has no role in the project",
    (world) => inWorkspace(db, world.workspace_id, (tx) => tx.delete(projectMembers).where(membership(world))),
    "NOT_IN_PROJECT",
  ],
  [
    "may only look",
    (world) =>
      inWorkspace(db, world.workspace_id, (tx) =>
        tx.update(projectMembers).set({ role: "VIEWER" }).where(membership(world)),
      ),
    "ROLE_TOO_LOW",
  ],
  ["had its key revoked", ({ owner, agent_key_id }) => revokeKey(owner, { key_id: agent_key_id }), "NO_KEY"],
  ["let its key expire", (world) => setKey(world, { expires_at: sql`now() - interval '1 second'` }), "NO_KEY"],
  ["has a key that only reads", (world) => setKey(world, { scopes: ["bugs:read"] }), "KEY_LACKS_SCOPE"],
  [
    "has a key for another project",
    async (world) => setKey(world, { project_ids: [(await makeProject(db, world.workspace_id)).id] }),
    "KEY_FOR_OTHER_PROJECTS",
  ],
];

async function doorsOf(world: World): Promise<[name: string, open: () => Promise<unknown>, field: string][]> {
  const { owner, project_id, agent_id: assignee_id } = world;
  const bug_id = (await makeBugRow(db, world)).id;
  const { suite_id, start } = await makeSuite(world, ["Pay"]);
  const run_id = (await start()).id;
  return [
    ["update", () => updateBug(owner, UpdateBugInput.parse({ bug_id, assignee_id })), "assignee_id"],
    ["assign", () => assignBug(owner, AssignBugInput.parse({ bug_id, assignee_id })), "assignee_id"],
    ["create", () => createBug(owner, CreateBugInput.parse({ project_id, title: "New", assignee_id })), "assignee_id"],
    [
      "new suite",
      () => createSuite(owner, CreateSuiteInput.parse({ project_id, name: "S", owner_id: assignee_id })),
      "owner_id",
    ],
    ["suite", () => updateSuite(owner, UpdateSuiteInput.parse({ suite_id, owner_id: assignee_id })), "owner_id"],
    ["new run", () => start({ assignee_id }), "assignee_id"],
    ["run", () => assignRun(owner, AssignRunInput.parse({ run_id, assignee_id })), "assignee_id"],
  ];
}

test.each(losses)("an agent that %s can be assigned by no way, and each says why", async (_how, lose, reason) => {
  const world = await makeWorld(db);
  const doors = await doorsOf(world);
  await lose(world);
  for (const [name, open, field] of doors)
    await expect(open(), name).rejects.toMatchObject({
      code: "INVALID_INPUT",
      message: expect.stringContaining("can't be assigned: "),
      options: { field, hint: expect.any(String), details: { unavailable_reason: reason } },
    });
  const { id } = await makeBugRow(db, world);
  const patch = { assignee_type: "AGENT", assignee_id: world.agent_id };
  const { outcomes } = await bulkUpdateBugs(world.owner, BulkUpdateInput.parse({ bug_id: [id], patch }));
  expect(outcomes[0]).toMatchObject({ changed: [], error: { code: "INVALID_INPUT" } });
  const tasks = await inWorkspace(db, world.workspace_id, (tx) => tx.select().from(agentTasks));
  expect(tasks).toEqual([]);
});

test.each(losses)("lists say of an agent that %s what keeps it from work", async (_how, lose, reason) => {
  const world = await makeWorld(db);
  const { owner, project_id, agent_id } = world;
  const reasons = async () => {
    const { assignees } = await listAssignees(owner, { project_id });
    const agent = await getAgent(owner, { agent_id });
    return {
      assignee: assignees.find(({ assignee_id }) => assignee_id === agent_id)?.unavailable_reason,
      project: agent.projects.find((one) => one.project_id === project_id)?.unavailable_reason,
    };
  };
  expect(await reasons()).toEqual({ assignee: null, project: null });
  await lose(world);
  const told = reason === "NOT_IN_PROJECT" ? undefined : reason;
  expect(await reasons()).toEqual({ assignee: told, project: told });
});

test("one key that is enough is enough, whatever the others lack", async () => {
  const world = await makeWorld(db);
  const { owner, workspace_id, project_id, agent_id } = world;
  await setKey(world, { scopes: ["bugs:read"] });
  await makeAgentKey(db, { workspace_id, agent_id, project_ids: [(await makeProject(db, workspace_id)).id] });
  const { id: bug_id } = await makeBugRow(db, world);
  const assign = () => assignBug(owner, AssignBugInput.parse({ bug_id, assignee_id: agent_id }));
  await expect(assign()).rejects.toMatchObject({
    options: { details: { unavailable_reason: "KEY_FOR_OTHER_PROJECTS" } },
  });
  await makeAgentKey(db, { workspace_id, agent_id, project_ids: [project_id] });
  expect(await assign()).toMatchObject({ assignee_id: agent_id, task: { status: "QUEUED" } });
});

test("a run takes a key that records results, a bug one that runs tasks", async () => {
  const world = await makeWorld(db);
  const { owner, agent_id: assignee_id } = world;
  await setKey(world, { scopes: ["regression:write"] });
  const run = await (await makeSuite(world, ["Pay"])).start({ assignee_id });
  expect(run.assignee).toMatchObject({ id: assignee_id });
  const { id: bug_id } = await makeBugRow(db, world);
  await expect(assignBug(owner, AssignBugInput.parse({ bug_id, assignee_id }))).rejects.toMatchObject({
    options: { details: { unavailable_reason: "KEY_LACKS_SCOPE" } },
  });
});

test("a task that was queued before the key ended waits, and the bug can be changed otherwise", async () => {
  const world = await makeWorld(db);
  const { bug_id } = await makeQueuedTask(db, world);
  await updateBug(world.owner, UpdateBugInput.parse({ bug_id, assignee_id: world.agent_id }));
  await revokeKey(world.owner, { key_id: world.agent_key_id });
  const { bug } = await updateBug(world.owner, UpdateBugInput.parse({ bug_id, priority: "HIGH" }));
  expect(bug).toMatchObject({ assignee: { id: world.agent_id }, task: { status: "QUEUED" } });
});

test("an agent that nobody here may know of is nobody, whatever it lacks", async () => {
  const [world, elsewhere] = [await makeWorld(db), await makeWorld(db)];
  const { id: bug_id } = await makeBugRow(db, world);
  const attempt = assignBug(world.owner, AssignBugInput.parse({ bug_id, assignee_id: elsewhere.agent_id }));
  await expect(attempt).rejects.toMatchObject({ message: "Nobody of that id can be assigned in this project" });
});
