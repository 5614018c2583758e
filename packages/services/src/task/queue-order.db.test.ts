import { testDatabase } from "@hawkmoth/db/testing/database";
import { BulkUpdateInput } from "@hawkmoth/domain/bug/bulk";
import { CreateBugInput, UpdateBugInput } from "@hawkmoth/domain/bug/schema";
import { ClaimTaskInput } from "@hawkmoth/domain/task/schema";
import { describe, expect, test } from "vitest";
import { assignBug } from "../bug/assign-bug.ts";
import { bulkUpdateBugs } from "../bug/bulk-update-bugs.ts";
import { createBug } from "../bug/create-bug.ts";
import { updateBug } from "../bug/update-bug.ts";
import { makeQueuedTask, makeWorld, type World } from "../testing/world.ts";
import { cancelTask } from "./cancel-task.ts";
import { claimTask } from "./claim-task.ts";
import { heartbeatTask } from "./heartbeat-task.ts";
import { listTasks } from "./list-tasks.ts";
import { releaseTask } from "./release-task.ts";
import { updateTask } from "./update-task.ts";

const { db } = await testDatabase();

const update = (world: World, input: Record<string, unknown>) => updateBug(world.owner, UpdateBugInput.parse(input));
const next = async (world: World) => (await claimTask(world.agent, ClaimTaskInput.parse({}))).task;

async function file(world: World, given: Record<string, unknown> = {}) {
  const input = { project_id: world.project_id, title: "Coupon fails", allow_duplicate: true, ...given };
  return (await createBug(world.owner, CreateBugInput.parse(input))).bug;
}

describe("the queue", () => {
  test("goes by the present priority of the bugs", async () => {
    const world = await makeWorld(db);
    const first = await makeQueuedTask(db, world, { rank: 3 });
    const second = await makeQueuedTask(db, world, { rank: 3 });
    const third = await makeQueuedTask(db, world, { rank: 3 });
    await update(world, { bug_id: third.bug_id, priority: "CRITICAL" });
    await update(world, { bug_id: first.bug_id, priority: "NONE" });
    const listed = await listTasks(world.agent, { limit: 10 });
    expect(listed.tasks.map(({ id }) => id)).toEqual([third.id, second.id, first.id]);
    expect([(await next(world))?.id, (await next(world))?.id, (await next(world))?.id]).toEqual([
      third.id,
      second.id,
      first.id,
    ]);
  });

  test("goes by it also when many bugs are changed at once, and when priority and owner come together", async () => {
    const world = await makeWorld(db);
    const early = await makeQueuedTask(db, world, { rank: 3 });
    const late = await makeQueuedTask(db, world, { rank: 3 });
    const bulk = { bug_id: [late.bug_id], patch: { priority: "HIGH" } };
    const seen = await bulkUpdateBugs(world.owner, BulkUpdateInput.parse(bulk));
    const { confirm_token } = seen;
    await bulkUpdateBugs(world.owner, BulkUpdateInput.parse({ ...bulk, dry_run: false, confirm_token }));
    const both = await file(world);
    await update(world, { bug_id: both.id, priority: "CRITICAL", assignee_id: world.agent_id });
    expect((await next(world))?.bug_id).toBe(both.id);
    expect((await next(world))?.id).toBe(late.id);
    expect((await next(world))?.id).toBe(early.id);
  });

  test.each(["RESOLVED", "CLOSED"])(
    "gets no task by assigning a bug that is %s, and the answer says why",
    async (status) => {
      const world = await makeWorld(db);
      const bug = await file(world);
      await update(world, { bug_id: bug.id, status });
      const assigned = await assignBug(world.owner, {
        bug_id: bug.id,
        assignee_type: "AGENT",
        assignee_id: world.agent_id,
      });
      expect(assigned).toMatchObject({
        assignee_id: world.agent_id,
        task: null,
        note: expect.stringContaining(`${bug.key} is ${status}, so no task was queued`),
      });
      expect((await listTasks(world.owner, { limit: 10 })).tasks).toEqual([]);
      const reopened = await update(world, { bug_id: bug.id, status: "REOPENED", assignee_id: world.agent_id });
      expect(reopened.note).toBeUndefined();
      expect(reopened.bug.task).toMatchObject({ status: "QUEUED" });
    },
  );
});

describe("what an agent said it is doing", () => {
  test("stays until it says something else", async () => {
    const world = await makeWorld(db);
    const { id: task_id } = await makeQueuedTask(db, world);
    const { lease_token } = await claimTask(world.agent, ClaimTaskInput.parse({ task_id }));
    const held = { task_id, lease_token: lease_token ?? "" };
    await heartbeatTask(world.agent, { ...held, note: "Test is red" });
    expect((await updateTask(world.agent, { ...held, status: "RUNNING" })).task.note).toBe("Test is red");
    expect((await updateTask(world.agent, { ...held, status: "RUNNING", summary: "Green" })).task.note).toBe("Green");
    expect((await releaseTask(world.agent, held)).task.note).toBe("Green");
  });
});

describe("a list of tasks", () => {
  /** Two tasks that ended, the urgent one first, and three open ones. */
  async function mixed() {
    const world = await makeWorld(db);
    const ended = [await makeQueuedTask(db, world, { rank: 0 }), await makeQueuedTask(db, world, { rank: 4 })];
    for (const { id } of ended) await cancelTask(world.owner, { task_id: id });
    const low = await makeQueuedTask(db, world, { rank: 3 });
    const running = await makeQueuedTask(db, world, { rank: 1 });
    const urgent = await makeQueuedTask(db, world, { rank: 0 });
    await claimTask(world.agent, ClaimTaskInput.parse({ task_id: running.id }));
    return { world, ended: ended.map(({ id }) => id), open: [urgent.id, running.id, low.id] };
  }

  test("has what is open, the most urgent first, unless finished work is asked for", async () => {
    const { world, open } = await mixed();
    for (const status of [undefined, []])
      expect((await listTasks(world.agent, { limit: 10, status })).tasks.map(({ id }) => id)).toEqual(open);
  });

  test("has finished work last when both are asked for, over all pages", async () => {
    const { world, open, ended } = await mixed();
    const status = ["QUEUED", "RUNNING", "CANCELLED"] as const;
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listTasks(world.agent, { limit: 2, status: [...status], cursor });
      seen.push(...page.tasks.map(({ id }) => id));
      cursor = page.next_cursor ?? undefined;
    } while (cursor !== undefined);
    expect(seen).toEqual([...open, ...ended]);
  });

  test("has the latest of the finished first when it is sorted so, over all pages", async () => {
    const { world, ended } = await mixed();
    const first = await listTasks(world.owner, { limit: 1, sort: "FINISHED" });
    expect(first.tasks.map(({ id }) => id)).toEqual([ended[1]]);
    const second = await listTasks(world.owner, { limit: 1, sort: "FINISHED", cursor: first.next_cursor ?? "" });
    expect(second.tasks.map(({ id }) => id)).toEqual([ended[0]]);
    expect(second.next_cursor).toBeNull();
  });
});
