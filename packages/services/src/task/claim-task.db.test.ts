import { inWorkspace } from "@hawkmoth/db/in-workspace";
import { apiKeys } from "@hawkmoth/db/schema/access";
import { principalUuid } from "@hawkmoth/db/schema/columns";
import { agentTasks } from "@hawkmoth/db/schema/task";
import { testDatabase } from "@hawkmoth/db/testing/database";
import { makeAgent } from "@hawkmoth/db/testing/factories";
import { newId } from "@hawkmoth/domain/ids";
import { ClaimTaskInput } from "@hawkmoth/domain/task/schema";
import { eq, sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { makeQueuedTask, makeWorld, type World } from "../testing/world.ts";
import { answerTask } from "./answer-task.ts";
import { cancelTask } from "./cancel-task.ts";
import { claimTask } from "./claim-task.ts";
import { heartbeatTask } from "./heartbeat-task.ts";
import { listTasks } from "./list-tasks.ts";
import { releaseTask } from "./release-task.ts";
import { sweepLeases } from "./sweep-leases.ts";
import { updateTask } from "./update-task.ts";

const { db } = await testDatabase({ max_connections: 60 });

const claim = (world: World, input: Partial<ClaimTaskInput> = {}) =>
  claimTask(world.agent, ClaimTaskInput.parse(input));

async function claimed(world: World, input: Partial<ClaimTaskInput> = {}) {
  const { task, lease_token, fencing_token } = await claim(world, input);
  if (!task || !lease_token) throw new Error("nothing was claimed");
  return { task, lease_token, fencing_token };
}

/** Moves the end of a lease into the past, as if the holder had died. */
async function loseLease(world: World, task_id: string): Promise<void> {
  await inWorkspace(db, world.workspace_id, (tx) =>
    tx
      .update(agentTasks)
      .set({ lease_expires_at: sql`now() - interval '1 second'` })
      .where(eq(agentTasks.id, task_id)),
  );
}

async function endPause(world: World, task_id: string): Promise<void> {
  await inWorkspace(db, world.workspace_id, (tx) =>
    tx
      .update(agentTasks)
      .set({ not_before: sql`now()` })
      .where(eq(agentTasks.id, task_id)),
  );
}

test("an agent may have twenty claims waiting, and the next one is refused", async () => {
  const [world, other] = [await makeWorld(db), await makeWorld(db)];
  const outcomes = await Promise.allSettled(Array.from({ length: 21 }, () => claim(world, { wait_seconds: 1 })));
  const refused = outcomes.filter(({ status }) => status === "rejected");
  expect(refused).toEqual([{ status: "rejected", reason: expect.objectContaining({ code: "RATE_LIMITED" }) }]);
  expect(await claim(world, { wait_seconds: 1 })).toMatchObject({ task: null });
  expect(await claim(other)).toMatchObject({ task: null });
});

describe("a lease token", () => {
  test("is of no use to anybody but the agent that claimed", async () => {
    const world = await makeWorld(db);
    await makeQueuedTask(db, world);
    const { task, lease_token } = await claimed(world);
    const held = { task_id: task.id, lease_token };
    const lost = expect.objectContaining({ code: "LEASE_LOST" });
    await expect(heartbeatTask(world.owner, held)).rejects.toEqual(lost);
    await expect(updateTask(world.owner, { ...held, status: "FAILED", error: "Mine now" })).rejects.toEqual(lost);
    await expect(claimTask(world.owner, ClaimTaskInput.parse(held))).rejects.toEqual(lost);
    expect((await heartbeatTask(world.agent, held)).cancel_requested).toBe(false);
  });

  test("is not claimed by a key that was revoked while it waited", async () => {
    const world = await makeWorld(db);
    const key = { id: newId("key"), workspace_id: world.workspace_id, hash: newId("key"), prefix: "hm_key_abcde" };
    await inWorkspace(db, world.workspace_id, (tx) =>
      tx.insert(apiKeys).values({
        ...key,
        kind: "SECRET",
        name: "gone",
        scopes: ["tasks:run"],
        principal_type: "AGENT",
        principal_id: principalUuid("AGENT", world.agent_id),
        revoked_at: sql`now()`,
      }),
    );
    const agent = { ...world.agent, actor: { ...world.agent.actor, key_id: key.id } };
    const waiting = claimTask(agent, ClaimTaskInput.parse({ wait_seconds: 5 }));
    const refused = expect(waiting).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
    await makeQueuedTask(db, world);
    await refused;
    expect((await claim(world)).task).not.toBeNull();
  });
});

describe("an agent", () => {
  test("neither answers its own question nor stops tasks", async () => {
    const world = await makeWorld(db);
    await makeQueuedTask(db, world);
    const { task, lease_token } = await claimed(world);
    await updateTask(world.agent, { task_id: task.id, lease_token, status: "NEEDS_INPUT", question: "May I?" });
    const forbidden = expect.objectContaining({ code: "FORBIDDEN" });
    await expect(answerTask(world.agent, { task_id: task.id, answer: "You may" })).rejects.toEqual(forbidden);
    await expect(cancelTask(world.agent, { task_id: task.id })).rejects.toEqual(forbidden);
  });
});

describe("claiming", () => {
  test("50 parallel claimers take 1,000 tasks exactly once each", async () => {
    const world = await makeWorld(db);
    for (let batch = 0; batch < 20; batch += 1)
      await Promise.all(Array.from({ length: 50 }, () => makeQueuedTask(db, world)));
    const taken: string[] = [];
    await Promise.all(
      Array.from({ length: 50 }, async () => {
        for (;;) {
          const { task } = await claim(world);
          if (!task) return;
          taken.push(task.id);
        }
      }),
    );
    expect(taken).toHaveLength(1000);
    expect(new Set(taken).size).toBe(1000);
  }, 120_000);

  test("the most urgent task comes first, then the oldest", async () => {
    const world = await makeWorld(db);
    const low = await makeQueuedTask(db, world, { rank: 3 });
    const first_urgent = await makeQueuedTask(db, world, { rank: 0 });
    const second_urgent = await makeQueuedTask(db, world, { rank: 0 });
    const order = [await claimed(world), await claimed(world), await claimed(world)].map(({ task }) => task.id);
    expect(order).toEqual([first_urgent.id, second_urgent.id, low.id]);
  });

  test("nothing queued answers all null", async () => {
    const world = await makeWorld(db);
    expect(await claim(world)).toEqual({
      task: null,
      bug: null,
      instructions: null,
      rules: null,
      lease_token: null,
      fencing_token: null,
      lease_expires_at: null,
    });
  });

  test("a waiting claim gets what is queued meanwhile", async () => {
    const world = await makeWorld(db);
    const waiting = claim(world, { wait_seconds: 20 });
    const queued = await makeQueuedTask(db, world);
    expect((await waiting).task?.id).toBe(queued.id);
  });

  test("a task that another agent holds is a CONFLICT that names holder and expiry", async () => {
    const world = await makeWorld(db);
    const { task } = await makeQueuedTask(db, world).then(() => claimed(world));
    const { id, name } = await makeAgent(db, world.workspace_id, world.owner.actor.id ?? "");
    const other = { ...world.agent, actor: { ...world.agent.actor, id, name } };
    await expect(claimTask(other, ClaimTaskInput.parse({ task_id: task.id }))).rejects.toMatchObject({
      code: "CONFLICT",
      options: { details: { holder: { assignee_id: world.agent_id }, lease_expires_at: task.lease_expires_at } },
    });
  });

  test("the holder's token renews the claim it holds and starts no new attempt", async () => {
    const world = await makeWorld(db);
    await makeQueuedTask(db, world);
    const held = await claimed(world, { lease_seconds: 60 });
    const again = await claimed(world, { lease_token: held.lease_token, lease_seconds: 3600 });
    expect(again.task.attempt).toBe(1);
    expect(again.fencing_token).toBe(held.fencing_token);
    expect(Date.parse(again.task.lease_expires_at ?? "")).toBeGreaterThan(Date.parse(held.task.lease_expires_at ?? ""));
  });

  test("another workspace's task is missing", async () => {
    const [mine, theirs] = [await makeWorld(db), await makeWorld(db)];
    const { id } = await makeQueuedTask(db, theirs);
    await expect(claim(mine, { task_id: id })).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});

describe("a holder that dies", () => {
  test("is requeued, a second attempt finishes, and the zombie's writes get LEASE_LOST", async () => {
    const world = await makeWorld(db);
    const { id } = await makeQueuedTask(db, world);
    const zombie = await claimed(world);
    await loseLease(world, id);
    const late = { task_id: id, lease_token: zombie.lease_token };
    await expect(heartbeatTask(world.agent, late)).rejects.toMatchObject({ code: "LEASE_LOST" });
    await sweepLeases(world.owner);
    await endPause(world, id);
    const second = await claimed(world);
    expect(second.task).toMatchObject({ id, attempt: 2 });
    expect(second.fencing_token).toBeGreaterThan(zombie.fencing_token ?? 0);
    await expect(updateTask(world.agent, { ...late, status: "SUCCEEDED", summary: "late" })).rejects.toMatchObject({
      code: "LEASE_LOST",
    });
    const done = await updateTask(world.agent, {
      task_id: id,
      lease_token: second.lease_token,
      status: "SUCCEEDED",
      summary: "fixed",
      result: { commit: "abc1234", verified_how: "unit test" },
    });
    expect(done.task).toMatchObject({ status: "SUCCEEDED", summary: "fixed", result: { commit: "abc1234" } });
  });

  test("two sweepers at once requeue it once", async () => {
    const world = await makeWorld(db);
    const { id } = await makeQueuedTask(db, world);
    const held = await claimed(world);
    await loseLease(world, id);
    await Promise.all([sweepLeases(world.owner), sweepLeases(world.owner), sweepLeases(world.owner)]);
    const [row] = await inWorkspace(db, world.workspace_id, (tx) => tx.select().from(agentTasks));
    expect(row).toMatchObject({ status: "QUEUED", attempt: 1, fence: (held.fencing_token ?? 0) + 1 });
  });

  test("after the last attempt a person is asked", async () => {
    const world = await makeWorld(db);
    const { id } = await makeQueuedTask(db, world);
    for (let attempt = 1; attempt <= 3; attempt += 1) {
      await claimed(world);
      await loseLease(world, id);
      await sweepLeases(world.owner);
      await endPause(world, id);
    }
    const { tasks } = await listTasks(world.owner, { limit: 10 });
    expect(tasks[0]).toMatchObject({ status: "NEEDS_INPUT", attempt: 3 });
    expect(tasks[0]?.question).toContain("silent");
  });

  test("a lease that is still good is left alone", async () => {
    const world = await makeWorld(db);
    const { id } = await makeQueuedTask(db, world);
    await claimed(world);
    await sweepLeases(world.owner);
    const { tasks } = await listTasks(world.owner, { limit: 10 });
    expect(tasks[0]).toMatchObject({ id, status: "RUNNING" });
  });
});

describe("people in between", () => {
  test("a question parks the task without an expiry, and the answer goes to the next claim", async () => {
    const world = await makeWorld(db);
    const { id } = await makeQueuedTask(db, world);
    const asking = await claimed(world);
    const parked = await updateTask(world.agent, {
      task_id: id,
      lease_token: asking.lease_token,
      status: "NEEDS_INPUT",
      question: "Which currency?",
    });
    expect(parked.task).toMatchObject({ status: "NEEDS_INPUT", lease_expires_at: null, question: "Which currency?" });
    await sweepLeases(world.owner);
    await answerTask(world.owner, { task_id: id, answer: "Euro" });
    const next = await claimed(world);
    expect(next.task).toMatchObject({ id, answer: "Euro", attempt: 1 });
  });

  test("stopping a task voids the lease at once", async () => {
    const world = await makeWorld(db);
    const { id } = await makeQueuedTask(db, world);
    const held = await claimed(world);
    const stopped = await cancelTask(world.owner, { task_id: id });
    expect(stopped.task.status).toBe("CANCELLED");
    const write = { task_id: id, lease_token: held.lease_token };
    await expect(updateTask(world.agent, { ...write, status: "RUNNING" })).rejects.toMatchObject({
      code: "LEASE_LOST",
    });
    await expect(cancelTask(world.owner, { task_id: id })).rejects.toMatchObject({ code: "CONFLICT" });
  });

  test("a released task can be claimed again at once", async () => {
    const world = await makeWorld(db);
    const { id } = await makeQueuedTask(db, world);
    const held = await claimed(world);
    await releaseTask(world.agent, { task_id: id, lease_token: held.lease_token, reason: "wrong machine" });
    expect((await claimed(world)).task).toMatchObject({ id, attempt: 2 });
  });

  test.each([
    ["SUCCEEDED", "summary"],
    ["FAILED", "error"],
    ["NEEDS_INPUT", "question"],
  ] as const)("%s without %s is refused and changes nothing", async (status, field) => {
    const world = await makeWorld(db);
    const { id } = await makeQueuedTask(db, world);
    const { lease_token } = await claimed(world);
    await expect(updateTask(world.agent, { task_id: id, lease_token, status })).rejects.toMatchObject({
      code: "INVALID_INPUT",
      options: { field },
    });
    const { tasks } = await listTasks(world.owner, { limit: 10 });
    expect(tasks[0]?.status).toBe("RUNNING");
  });
});
