import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { inWorkspace } from "../in-workspace.ts";
import { testDatabase } from "../testing/database.ts";
import { makeAgent, makeBugRow, makeMember, makeProject, makeWorkspace } from "../testing/factories.ts";
import { bugs } from "./bug.ts";
import { principalUuid } from "./columns.ts";
import { regressionCases, regressionSuites } from "./regression.ts";
import { regressionResultHistory, regressionResults, regressionRunCases, regressionRuns } from "./regression-run.ts";

const { db } = await testDatabase();

const by = { actor_type: "SYSTEM", actor_name: "Hawkmoth", via: "SYSTEM" } as const;

/** A workspace with a run of one case that guards a bug. */
async function setting() {
  const { id: workspace_id } = await makeWorkspace(db);
  const member = await makeMember(db, workspace_id, { role: "OWNER" });
  const agent = await makeAgent(db, workspace_id, member.id);
  const { id: project_id } = await makeProject(db, workspace_id);
  const bug = await makeBugRow(db, { workspace_id, project_id });
  return inWorkspace(db, workspace_id, async (tx) => {
    const [suite] = await tx.insert(regressionSuites).values({ workspace_id, project_id, name: "Smoke" }).returning();
    const suite_id = suite?.id ?? "";
    const guards = { workspace_id, suite_id, title: "Pay", position: 1, bug_id: bug.id };
    const [one] = await tx.insert(regressionCases).values(guards).returning();
    const [run] = await tx
      .insert(regressionRuns)
      .values({ workspace_id, project_id, suite_id, ...by })
      .returning();
    const tried = { workspace_id, run_id: run?.id ?? "", case_id: one?.id ?? "" };
    await tx.insert(regressionRunCases).values({ ...tried, position: 1, title: "Pay", steps: [], expected: "" });
    await tx.insert(regressionResults).values({ ...tried, outcome: "FAILED", bug_id: bug.id, ...by });
    await tx.insert(regressionResultHistory).values({ ...tried, revision: 1, outcome: "FAILED", ...by });
    return { ...tried, member, agent, bug };
  });
}

type Setting = Awaited<ReturnType<typeof setting>>;

function setRun({ workspace_id, run_id }: Setting, values: Partial<typeof regressionRuns.$inferInsert>) {
  return inWorkspace(db, workspace_id, (tx) =>
    tx.update(regressionRuns).set(values).where(eq(regressionRuns.id, run_id)),
  );
}

const refusedBy = (constraint: string) => ({ cause: { constraint_name: constraint } });

test("who runs a run has both halves or none, exists, and belongs to the same workspace", async () => {
  const [here, there] = [await setting(), await setting()];
  await expect(setRun(here, { assignee_type: "MEMBER" })).rejects.toMatchObject(
    refusedBy("regression_run_assignee_both_check"),
  );
  const stranger = principalUuid("MEMBER", there.member.id);
  await expect(setRun(here, { assignee_type: "MEMBER", assignee_id: stranger })).rejects.toMatchObject(
    refusedBy("regression_run_assignee_fk"),
  );
});

test("a run of an agent has a member who answers for it", async () => {
  const here = await setting();
  const agent = { assignee_type: "AGENT", assignee_id: principalUuid("AGENT", here.agent.id) } as const;
  await expect(setRun(here, agent)).rejects.toMatchObject(refusedBy("regression_run_accountable_check"));
  await expect(setRun(here, { ...agent, accountable_member_id: here.member.id })).resolves.toBeDefined();
});

test("a run is finished exactly when it says when", async () => {
  const here = await setting();
  await expect(setRun(here, { status: "PASSED" })).rejects.toMatchObject(refusedBy("regression_run_finished_check"));
});

test("a result belongs to a case of its run", async () => {
  const [here, other] = [await setting(), await setting()];
  const { workspace_id, run_id } = here;
  const values = { workspace_id, run_id, case_id: other.case_id, outcome: "PASSED", ...by } as const;
  const insert = inWorkspace(db, workspace_id, (tx) => tx.insert(regressionResults).values(values));
  await expect(insert).rejects.toMatchObject(refusedBy("regression_result_case_fk"));
});

test("a bug that is deleted leaves the case and the result that named it", async () => {
  const { workspace_id, bug } = await setting();
  await inWorkspace(db, workspace_id, (tx) => tx.delete(bugs).where(eq(bugs.id, bug.id)));
  const [cases, results] = await inWorkspace(db, workspace_id, async (tx) => [
    await tx.select().from(regressionCases),
    await tx.select().from(regressionResults),
  ]);
  expect([cases, results].map((rows) => rows.map(({ bug_id }) => bug_id))).toEqual([[null], [null]]);
});

test("what was said is appended to, never rewritten", async () => {
  const { workspace_id } = await setting();
  const rewrite = inWorkspace(db, workspace_id, (tx) => tx.update(regressionResultHistory).set({ outcome: "PASSED" }));
  await expect(rewrite).rejects.toMatchObject({ cause: { code: "42501" } });
  const forget = inWorkspace(db, workspace_id, (tx) => tx.delete(regressionResultHistory));
  await expect(forget).rejects.toMatchObject({ cause: { code: "42501" } });
});
