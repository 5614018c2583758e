import { newId } from "@hawkmoth/domain/ids";
import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { inWorkspace } from "../in-workspace.ts";
import { testDatabase } from "../testing/database.ts";
import { makeAgent, makeBugRow, makeMember, makeProject, makeWorkspace } from "../testing/factories.ts";
import { bugs } from "./bug.ts";
import { principalUuid } from "./columns.ts";
import { activities } from "./activity.ts";
import { agentTasks } from "./task.ts";

const { db } = await testDatabase();

async function setting() {
  const workspace = await makeWorkspace(db);
  const member = await makeMember(db, workspace.id, { role: "OWNER" });
  const agent = await makeAgent(db, workspace.id, member.id);
  const project = await makeProject(db, workspace.id);
  const bug = await makeBugRow(db, { workspace_id: workspace.id, project_id: project.id });
  return { workspace, member, agent, project, bug };
}

type Setting = Awaited<ReturnType<typeof setting>>;

function setBug({ workspace, bug }: Setting, values: Partial<typeof bugs.$inferInsert>) {
  return inWorkspace(db, workspace.id, (tx) => tx.update(bugs).set(values).where(eq(bugs.id, bug.id)));
}

function queueTask({ workspace, project, bug, agent }: Setting, values: Partial<typeof agentTasks.$inferInsert> = {}) {
  return inWorkspace(db, workspace.id, (tx) =>
    tx.insert(agentTasks).values({
      workspace_id: workspace.id,
      project_id: project.id,
      bug_id: bug.id,
      kind: "FIX",
      assignee_type: "AGENT",
      assignee_id: principalUuid("AGENT", agent.id),
      actor_type: "SYSTEM",
      actor_name: "Hawkmoth",
      via: "SYSTEM",
      priority: 4,
      ...values,
    }),
  );
}

const refusedBy = (constraint: string) => ({ cause: { constraint_name: constraint } });

test("an assignee has both halves or none", async () => {
  const here = await setting();
  await expect(setBug(here, { assignee_type: "MEMBER" })).rejects.toMatchObject(refusedBy("bug_assignee_both_check"));
  await expect(setBug(here, { assignee_id: principalUuid("MEMBER", here.member.id) })).rejects.toMatchObject(
    refusedBy("bug_assignee_both_check"),
  );
});

test("an assignee exists, is of its type and belongs to the same workspace", async () => {
  const [here, there] = [await setting(), await setting()];
  const stranger = principalUuid("MEMBER", there.member.id);
  const nobody = principalUuid("MEMBER", newId("member"));
  const mistyped = principalUuid("AGENT", here.agent.id);
  for (const assignee_id of [stranger, nobody, mistyped])
    await expect(setBug(here, { assignee_type: "MEMBER", assignee_id })).rejects.toMatchObject(
      refusedBy("bug_assignee_fk"),
    );
  await setBug(here, { assignee_type: "MEMBER", assignee_id: principalUuid("MEMBER", here.member.id) });
});

test("a bug of an agent names an accountable person of the workspace", async () => {
  const [here, there] = [await setting(), await setting()];
  const pair = { assignee_type: "AGENT" as const, assignee_id: principalUuid("AGENT", here.agent.id) };
  await expect(setBug(here, pair)).rejects.toMatchObject(refusedBy("bug_accountable_check"));
  await expect(setBug(here, { ...pair, accountable_member_id: there.member.id })).rejects.toMatchObject(
    refusedBy("bug_accountable_fk"),
  );
  await setBug(here, { ...pair, accountable_member_id: here.member.id });
});

test("a resolution stands only beside a closed status", async () => {
  const here = await setting();
  await expect(setBug(here, { resolution: "FIXED" })).rejects.toMatchObject(refusedBy("bug_resolution_closed_check"));
  await setBug(here, { status: "RESOLVED", resolution: "FIXED" });
});

test("a value outside the enum is refused by the database itself", async () => {
  const { workspace } = await setting();
  const write = inWorkspace(db, workspace.id, (tx) => tx.execute(sql`update bug set status = 'DONE'`));
  await expect(write).rejects.toMatchObject(refusedBy("bug_status_check"));
});

test("a number is given once in a project", async () => {
  const { workspace, project, bug } = await setting();
  await expect(
    makeBugRow(db, { workspace_id: workspace.id, project_id: project.id, number: bug.number }),
  ).rejects.toMatchObject(refusedBy("bug_number"));
});

test("a bug has at most one open task of a kind, and any number of finished ones", async () => {
  const here = await setting();
  await queueTask(here);
  await expect(queueTask(here)).rejects.toMatchObject(refusedBy("agent_task_one_open"));
  await expect(queueTask(here, { status: "NEEDS_INPUT" })).rejects.toMatchObject(refusedBy("agent_task_one_open"));
  await queueTask(here, { kind: "VERIFY" });
  await queueTask(here, { status: "SUCCEEDED" });
  await queueTask(here, { status: "SUCCEEDED" });
});

test("a task is leased exactly while it runs", async () => {
  const here = await setting();
  const lease_expires_at = new Date().toISOString();
  await expect(queueTask(here, { lease_expires_at })).rejects.toMatchObject(refusedBy("agent_task_lease_check"));
  await expect(queueTask(here, { status: "RUNNING" })).rejects.toMatchObject(refusedBy("agent_task_lease_check"));
});

test("history can't be rewritten", async () => {
  const { workspace } = await setting();
  for (const change of [
    sql`update activity set kind = 'BUG_CREATED'`,
    sql`delete from activity`,
    sql`update event set type = 'bug.created'`,
    sql`delete from audit_entry`,
    sql`update audit_entry set result_code = 'OK'`,
  ])
    await expect(inWorkspace(db, workspace.id, (tx) => tx.execute(change))).rejects.toMatchObject({
      cause: { code: "42501" },
    });
});

test("an actor that is a person or an agent exists in the workspace", async () => {
  const [here, there] = [await setting(), await setting()];
  const write = inWorkspace(db, here.workspace.id, (tx) =>
    tx.insert(activities).values({
      workspace_id: here.workspace.id,
      kind: "BUG_CREATED",
      actor_type: "MEMBER",
      actor_id: principalUuid("MEMBER", there.member.id),
      actor_name: "x",
      via: "API",
    }),
  );
  await expect(write).rejects.toMatchObject(refusedBy("activity_actor_fk"));
});
