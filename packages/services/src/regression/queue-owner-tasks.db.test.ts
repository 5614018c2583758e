import { testDatabase } from "@hawkmoth/db/testing/database";
import { makeBugRow } from "@hawkmoth/db/testing/factories";
import { ClaimTaskInput, ListTasksInput } from "@hawkmoth/domain/task/schema";
import { describe, expect, test } from "vitest";
import { updateAgent } from "../agent/update-agent.ts";
import { claimTask } from "../task/claim-task.ts";
import { listTasks } from "../task/list-tasks.ts";
import { makeSuite } from "../testing/suite.ts";
import { makeWorld } from "../testing/world.ts";

const { db } = await testDatabase({ max_connections: 12 });

describe("an agent that owns the suite", () => {
  test("gets a task on each open bug whose case failed once the run failed, and on those corrected later", async () => {
    const world = await makeWorld(db);
    const [pay, refund] = [await makeBugRow(db, world), await makeBugRow(db, world)];
    const cases = [{ title: "Pay", bug_id: pay.id }, { title: "Refund", bug_id: refund.id }, "Search"];
    const suite = await makeSuite(world, cases, { owner_id: world.agent_id });
    const run = await suite.start();
    expect((await suite.submit(run, "Pay", { outcome: "FAILED" })).tasks).toEqual([]);
    await suite.submit(run, "Refund", { outcome: "PASSED" });
    const { tasks } = await suite.submit(run, "Search", { outcome: "FAILED" });
    expect(tasks).toMatchObject([{ kind: "FIX", status: "QUEUED" }]);
    const later = await suite.submit(run, "Refund", { outcome: "FAILED" });
    expect(later.tasks).toHaveLength(1);
    const queue = await listTasks(world.agent, ListTasksInput.parse({}));
    expect(queue.tasks.map(({ bug_id }) => bug_id).toSorted()).toEqual([pay.id, refund.id].toSorted());
  });

  test("is asked for REGRESSION work if it does that, and for none once it was disabled", async () => {
    const world = await makeWorld(db);
    const bug = await makeBugRow(db, world);
    const suite = await makeSuite(world, [{ title: "Pay", bug_id: bug.id }], { owner_id: world.agent_id });
    await updateAgent(world.owner, { agent_id: world.agent_id, kinds: ["FIX", "REGRESSION"] });
    const answer = await suite.submit(await suite.start(), "Pay", { outcome: "FAILED" });
    expect(answer.tasks).toMatchObject([{ kind: "REGRESSION" }]);
    await updateAgent(world.owner, { agent_id: world.agent_id, is_disabled: true });
    const after = await suite.submit(await suite.start(), "Pay", { outcome: "FAILED" });
    expect(after).toMatchObject({ tasks: [], run: { status: "FAILED" } });
  });
});

test("a result bound to a task is taken while its lease is held, and renews it", async () => {
  const world = await makeWorld(db);
  const bug = await makeBugRow(db, world);
  const suite = await makeSuite(world, [{ title: "Pay", bug_id: bug.id }], { owner_id: world.agent_id });
  await suite.submit(await suite.start(), "Pay", { outcome: "FAILED" });
  const { lease_token } = await claimTask(world.agent, ClaimTaskInput.parse({}));
  const run = await suite.start({ lease_token: lease_token ?? "" }, world.agent);
  const bound = { outcome: "PASSED", by: world.agent } as const;
  expect(await suite.submit(run, "Pay", { ...bound, lease_token: lease_token ?? "" })).toMatchObject({ changed: true });
  await expect(
    suite.submit(run, "Pay", { ...bound, notes: "late", lease_token: "lease of nobody" }),
  ).rejects.toMatchObject({ code: "LEASE_LOST" });
});
