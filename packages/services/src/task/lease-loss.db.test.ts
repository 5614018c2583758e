import { inWorkspace } from "@hawkmoth/db/in-workspace";
import { agentTasks } from "@hawkmoth/db/schema/task";
import { testDatabase } from "@hawkmoth/db/testing/database";
import { makeAgent } from "@hawkmoth/db/testing/factories";
import { CreateBugInput, UpdateBugInput } from "@hawkmoth/domain/bug/schema";
import { ClaimTaskInput } from "@hawkmoth/domain/task/schema";
import { eq, sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { assignBug } from "../bug/assign-bug.ts";
import { createBug } from "../bug/create-bug.ts";
import { updateBug } from "../bug/update-bug.ts";
import { createComment } from "../comment/create-comment.ts";
import { makeQueuedTask, makeWorld, type World } from "../testing/world.ts";
import { cancelTask } from "./cancel-task.ts";
import { claimTask } from "./claim-task.ts";
import { heartbeatTask } from "./heartbeat-task.ts";
import { sweepLeases } from "./sweep-leases.ts";
import { updateTask } from "./update-task.ts";

const { db } = await testDatabase({ max_connections: 30 });

async function claimed(world: World, task_id: string) {
  const { lease_token, fencing_token, task } = await claimTask(world.agent, ClaimTaskInput.parse({ task_id }));
  if (!lease_token || !task || fencing_token === null) throw new Error("nothing was claimed");
  return { lease_token, fencing_token, task };
}

async function held() {
  const world = await makeWorld(db);
  const { id: task_id, bug_id } = await makeQueuedTask(db, world);
  return { world, task_id, bug_id, ...(await claimed(world, task_id)) };
}

describe("a lease sent with a write on another bug", () => {
  test("is told which bug it belongs to, stays in force, and the write goes through without it", async () => {
    const { world, task_id, task, lease_token } = await held();
    const other = await makeQueuedTask(db, world);
    const write = { bug_id: other.bug_id, body: "Same cause", lease_token };
    const error = await createComment(world.agent, write).catch((reason: unknown) => reason);
    expect(error).toMatchObject({
      code: "INVALID_INPUT",
      message: expect.stringMatching(new RegExp(`belongs to ${task.bug_key}, .*Leave lease_token out`)),
      options: { field: "lease_token", details: { bug_key: task.bug_key, task_id } },
    });
    expect(String(error)).not.toMatch(/stop work/i);
    await createComment(world.agent, { bug_id: other.bug_id, body: "Same cause" });
    expect(await heartbeatTask(world.agent, { task_id, lease_token })).toMatchObject({ cancel_requested: false });
  });

  test("is told which task it belongs to when another one is named", async () => {
    const { world, task_id, lease_token } = await held();
    const other = await claimed(world, (await makeQueuedTask(db, world)).id);
    await expect(heartbeatTask(world.agent, { task_id: other.task.id, lease_token })).rejects.toMatchObject({
      code: "INVALID_INPUT",
      options: { details: { task_id } },
    });
  });
});

describe("a holder that lost its token", () => {
  test("takes its own task over by its id, under a new fence, and the old token is void", async () => {
    const { world, task_id, bug_id, lease_token, fencing_token } = await held();
    const again = await claimed(world, task_id);
    expect(again.fencing_token).toBeGreaterThan(fencing_token);
    expect(again.lease_token).not.toBe(lease_token);
    await expect(heartbeatTask(world.agent, { task_id, lease_token })).rejects.toMatchObject({ code: "LEASE_LOST" });
    await expect(createComment(world.agent, { bug_id, body: "late", lease_token })).rejects.toMatchObject({
      code: "LEASE_LOST",
    });
    await createComment(world.agent, { bug_id, body: "mine", lease_token: again.lease_token });
  });

  test("does so also when the lease ran out and nobody swept it yet", async () => {
    const { world, task_id, lease_token } = await held();
    await inWorkspace(db, world.workspace_id, (tx) =>
      tx.update(agentTasks).set({ lease_expires_at: sql`now() - interval '1 second'` }),
    );
    const again = await claimed(world, task_id);
    expect(await sweepLeases(world.owner)).toEqual({ expired: 0 });
    expect(again.lease_token).not.toBe(lease_token);
  });

  test("is no other agent, and nobody who asks for the next task", async () => {
    const { world, task_id } = await held();
    const { id, name } = await makeAgent(db, world.workspace_id, world.owner.actor.id ?? "");
    const other = { ...world.agent, actor: { ...world.agent.actor, id, name } };
    await expect(claimTask(other, ClaimTaskInput.parse({ task_id }))).rejects.toMatchObject({ code: "CONFLICT" });
    expect((await claimTask(world.agent, ClaimTaskInput.parse({}))).task).toBeNull();
  });

  test("leaves one lease in force, however many take over at once", async () => {
    const { world, task_id } = await held();
    const attempts = await Promise.allSettled(Array.from({ length: 12 }, () => claimed(world, task_id)));
    const tokens = attempts.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
    expect(new Set(tokens.map(({ fencing_token }) => fencing_token)).size).toBe(tokens.length);
    const beats = await Promise.allSettled(
      tokens.map(({ lease_token }) => heartbeatTask(world.agent, { task_id, lease_token })),
    );
    expect(beats.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });
});

describe("a stopped task", () => {
  test("says who stopped it and why, by heartbeat and by every refused write", async () => {
    const { world, task_id, bug_id, lease_token } = await held();
    await cancelTask(world.owner, { task_id, reason: "The release is cancelled" });
    const { id, name } = world.owner.actor;
    const told = { reason: "The release is cancelled", requested_by: { type: "MEMBER", id, name } };
    expect(await heartbeatTask(world.agent, { task_id, lease_token })).toEqual({
      lease_expires_at: null,
      cancel_requested: true,
      prompts: [],
      ...told,
    });
    const filed = CreateBugInput.parse({ project_id: world.project_id, title: "Seen besides", lease_token });
    const writes = [
      () => updateBug(world.agent, UpdateBugInput.parse({ bug_id, status: "IN_REVIEW", lease_token })),
      () => createComment(world.agent, { bug_id, body: "late", lease_token }),
      () => updateTask(world.agent, { task_id, lease_token, status: "RUNNING" }),
      () => createBug(world.agent, filed),
    ];
    for (const write of writes)
      await expect(write()).rejects.toMatchObject({
        code: "LEASE_LOST",
        message: expect.stringContaining(`${name} stopped the task`),
        options: { details: { cancel_requested: true, ...told } },
      });
  });

  test("says so to its agent alone", async () => {
    const { world, task_id, lease_token } = await held();
    await cancelTask(world.owner, { task_id, reason: "secret plan" });
    const { id, name } = await makeAgent(db, world.workspace_id, world.owner.actor.id ?? "");
    const other = { ...world.agent, actor: { ...world.agent.actor, id, name } };
    for (const ctx of [other, world.owner]) {
      const error = await heartbeatTask(ctx, { task_id, lease_token }).catch((reason: unknown) => reason);
      expect(error).toMatchObject({ code: "LEASE_LOST" });
      expect(JSON.stringify(error)).not.toContain("secret plan");
    }
  });

  test.each([
    ["reassigned", (world: World, bug_id: string) => assignBug(world.owner, { bug_id, assignee_id: "me" })],
    [
      "made pointless by closing the bug",
      (world: World, bug_id: string) => updateBug(world.owner, UpdateBugInput.parse({ bug_id, status: "RESOLVED" })),
    ],
  ])("counts as stopped when it is %s", async (_how, end) => {
    const { world, task_id, bug_id, lease_token } = await held();
    await end(world, bug_id);
    const beat = await heartbeatTask(world.agent, { task_id, lease_token });
    expect(beat).toMatchObject({ cancel_requested: true, requested_by: { name: world.owner.actor.name } });
    expect(beat.reason).toContain(world.owner.actor.name);
  });
});

describe("a lease that ended otherwise", () => {
  test("says that the task is queued again", async () => {
    const { world, task_id, lease_token, bug_id } = await held();
    await inWorkspace(db, world.workspace_id, (tx) =>
      tx
        .update(agentTasks)
        .set({ lease_expires_at: sql`now() - interval '1 second'` })
        .where(eq(agentTasks.id, task_id)),
    );
    await sweepLeases(world.owner);
    await expect(createComment(world.agent, { bug_id, body: "late", lease_token })).rejects.toMatchObject({
      code: "LEASE_LOST",
      message: expect.stringContaining("queued again"),
      options: { details: { cancel_requested: false, task_id } },
    });
  });

  test("says that the task waits for a person", async () => {
    const { world, task_id, lease_token, bug_id } = await held();
    await updateTask(world.agent, { task_id, lease_token, status: "NEEDS_INPUT", question: "Which?" });
    await expect(createComment(world.agent, { bug_id, body: "late", lease_token })).rejects.toMatchObject({
      code: "LEASE_LOST",
      message: expect.stringContaining("waits for a person"),
    });
  });

  test("is unknown when the token was never given out", async () => {
    const { world, bug_id, task_id } = await held();
    const lease_token = "lease_never";
    await expect(
      createBug(world.agent, CreateBugInput.parse({ project_id: world.project_id, title: "x", lease_token })),
    ).rejects.toMatchObject({ code: "LEASE_LOST" });
    await expect(createComment(world.agent, { bug_id, body: "x", lease_token })).rejects.toMatchObject({
      code: "LEASE_LOST",
    });
    await expect(heartbeatTask(world.agent, { task_id, lease_token })).rejects.toMatchObject({ code: "LEASE_LOST" });
  });
});
