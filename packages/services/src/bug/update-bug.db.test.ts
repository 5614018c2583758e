import { inWorkspace } from "@hawkmoth/db/in-workspace";
import { agents } from "@hawkmoth/db/schema/agent";
import { events } from "@hawkmoth/db/schema/event";
import { testDatabase } from "@hawkmoth/db/testing/database";
import { CreateBugInput, GetBugInput, ListBugsInput, UpdateBugInput } from "@hawkmoth/domain/bug/schema";
import { ClaimTaskInput } from "@hawkmoth/domain/task/schema";
import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { listActivity } from "../activity/list-activity.ts";
import { createComment } from "../comment/create-comment.ts";
import { listComments } from "../comment/list-comments.ts";
import { claimTask } from "../task/claim-task.ts";
import { heartbeatTask } from "../task/heartbeat-task.ts";
import { makeWorld, type World } from "../testing/world.ts";
import { assignBug } from "./assign-bug.ts";
import { createBug } from "./create-bug.ts";
import { getBug } from "./get-bug.ts";
import { listBugs } from "./list-bugs.ts";
import { updateBug } from "./update-bug.ts";

const { db } = await testDatabase({ max_connections: 30 });

async function file(world: World, given: Partial<CreateBugInput> = {}) {
  const input = CreateBugInput.parse({
    project_id: world.project_id,
    title: "Coupon fails",
    allow_duplicate: true,
    ...given,
  });
  return (await createBug(world.owner, input)).bug;
}
const update = (world: World, input: Omit<UpdateBugInput, "dry_run"> & { dry_run?: boolean }) =>
  updateBug(world.owner, UpdateBugInput.parse(input));

describe("filing", () => {
  test("numbers are given once each, without gaps, however many file at once", async () => {
    const world = await makeWorld(db);
    const bugs = await Promise.all(Array.from({ length: 25 }, () => file(world)));
    expect(bugs.map((bug) => bug.number).toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: 25 }, (_, n) => n + 1),
    );
  });

  test("a preview answers like the real thing and stores nothing", async () => {
    const world = await makeWorld(db);
    const preview = await createBug(
      world.owner,
      CreateBugInput.parse({ project_id: world.project_id, title: "x", dry_run: true }),
    );
    expect(preview).toMatchObject({ dry_run: true, bug: { number: 1 } });
    expect((await listBugs(world.owner, ListBugsInput.parse({}))).bugs).toEqual([]);
    expect((await file(world)).number).toBe(1);
  });

  test("labels are made by name and matched regardless of case", async () => {
    const world = await makeWorld(db);
    const first = await file(world, { label: ["Checkout"] });
    const second = await file(world, { label: ["checkout", "CHECKOUT"] });
    expect(second.labels).toEqual(first.labels);
  });
});

describe("one change, one truth", () => {
  test("of two racing updates one wins and the other is a CONFLICT that names the winner", async () => {
    const world = await makeWorld(db);
    const bug = await file(world);
    const attempts = [1, 2, 3, 4].map((n) =>
      update(world, { bug_id: bug.id, title: `title ${n}`, if_version: bug.version }),
    );
    const results = await Promise.allSettled(attempts);
    expect(results.filter((result) => result.status === "fulfilled")).toHaveLength(1);
    const losers = results.filter((result) => result.status === "rejected");
    for (const { reason } of losers)
      expect(reason).toMatchObject({
        code: "CONFLICT",
        options: { details: { changed_by: world.owner.actor.name } },
      });
  });

  test("the answer names what changed, with an entry from and to and one event", async () => {
    const world = await makeWorld(db);
    const bug = await file(world);
    const { changed, bug: stored } = await update(world, {
      bug_id: bug.key,
      status: "IN_PROGRESS",
      priority: "HIGH",
      title: bug.title,
    });
    expect(changed.toSorted()).toEqual(["priority", "status"]);
    expect(stored.version).toBe(bug.version + 1);
    const { activity } = await listActivity(world.owner, { bug_id: bug.id, limit: 10 });
    expect(activity.find((entry) => entry.kind === "STATUS_CHANGED")).toMatchObject({
      from: "OPEN",
      to: "IN_PROGRESS",
      via: "API",
    });
    const news = await inWorkspace(db, world.workspace_id, (tx) =>
      tx.select().from(events).where(eq(events.type, "bug.updated")),
    );
    expect(news.map((event) => event.changes)).toEqual([{ status: "IN_PROGRESS", priority: "HIGH", version: 2 }]);
  });

  test("a text that is replaced stays in the history as it was", async () => {
    const world = await makeWorld(db);
    const bug = await file(world, { description: "The first words." });
    await update(world, { bug_id: bug.id, description: "Other words." });
    await update(world, { bug_id: bug.id, title: "Another title" });
    const { activity } = await listActivity(world.owner, { bug_id: bug.id, limit: 10 });
    expect(activity.find(({ field }) => field === "description")).toMatchObject({ from: "The first words." });
    expect(activity.find(({ field }) => field === "title")).toMatchObject({ from: "Coupon fails" });
  });

  test("an update that changes nothing writes nothing", async () => {
    const world = await makeWorld(db);
    const bug = await file(world);
    const { changed, bug: stored } = await update(world, { bug_id: bug.id, title: bug.title });
    expect({ changed, version: stored.version, updated_at: stored.updated_at }).toEqual({
      changed: [],
      version: bug.version,
      updated_at: bug.updated_at,
    });
  });

  test("resolving stores FIXED and the time, reopening clears both and counts", async () => {
    const world = await makeWorld(db);
    const bug = await file(world);
    const resolved = await update(world, { bug_id: bug.id, status: "RESOLVED" });
    expect(resolved.bug).toMatchObject({ status: "RESOLVED", resolution: "FIXED" });
    expect(resolved.bug.resolved_at).not.toBeNull();
    const reopened = await update(world, { bug_id: bug.id, status: "OPEN" });
    expect(reopened.bug).toMatchObject({ status: "REOPENED", resolution: null, resolved_at: null, reopen_count: 1 });
  });

  test("a duplicate is closed as DUPLICATE and points to the other", async () => {
    const world = await makeWorld(db);
    const [first, second] = [await file(world), await file(world)];
    const { bug } = await update(world, { bug_id: second.id, duplicate_of: first.key });
    expect(bug).toMatchObject({
      status: "CLOSED",
      resolution: "DUPLICATE",
      duplicate_of: { id: first.id, key: first.key },
    });
    const third = await file(world);
    await update(world, { bug_id: first.id, duplicate_of: third.key });
    const itself = expect.objectContaining({ code: "INVALID_INPUT" });
    await expect(update(world, { bug_id: first.id, duplicate_of: first.key })).rejects.toEqual(itself);
    await expect(update(world, { bug_id: third.id, duplicate_of: first.key })).rejects.toEqual(itself);
    await expect(update(world, { bug_id: third.id, duplicate_of: second.key })).rejects.toEqual(itself);
  });

  test.each([{ resolution: "FIXED" as const }, { status: "OPEN" as const }])(
    "no duplicate any more after %j, it leads nowhere",
    async (to) => {
      const world = await makeWorld(db);
      const [first, second] = [await file(world), await file(world)];
      await update(world, { bug_id: second.id, duplicate_of: first.key });
      const { bug, changed } = await update(world, { bug_id: second.id, ...to });
      expect(bug.duplicate_of).toBeNull();
      expect(changed).toContain("duplicate_of");
      const { activity } = await listActivity(world.owner, { bug_id: second.id, limit: 25 });
      expect(activity.map(({ kind }) => kind)).toContain("DUPLICATE_UNMARKED");
    },
  );

  test("spam disappears from lists", async () => {
    const world = await makeWorld(db);
    const bug = await file(world);
    await update(world, { bug_id: bug.id, status: "CLOSED", resolution: "SPAM" });
    expect((await listBugs(world.owner, ListBugsInput.parse({ state: "all" }))).bugs).toEqual([]);
  });

  test("a bug of another workspace is missing by id and by key", async () => {
    const [mine, theirs] = [await makeWorld(db), await makeWorld(db)];
    const bug = await file(theirs);
    for (const bug_id of [bug.id, bug.key, "NOPE-1", "bug_nonsense"])
      await expect(getBug(mine.owner, GetBugInput.parse({ bug_id }))).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});

describe("owners", () => {
  test("assigning an agent queues one task and names who is accountable", async () => {
    const world = await makeWorld(db);
    const bug = await file(world);
    const assigned = await assignBug(world.owner, { bug_id: bug.id, assignee_id: world.agent_id });
    expect(assigned).toMatchObject({
      assignee_type: "AGENT",
      assignee_id: world.agent_id,
      task: { kind: "FIX", status: "QUEUED" },
    });
    const again = await assignBug(world.owner, { bug_id: bug.id, assignee_id: world.agent_id });
    expect(again.task).toEqual(assigned.task);
    const { accountable_member } = await getBug(world.owner, GetBugInput.parse({ bug_id: bug.id }));
    expect(accountable_member?.id).toBe(world.owner.actor.id);
  });

  test("an agent that only triages is asked to triage", async () => {
    const world = await makeWorld(db);
    await inWorkspace(db, world.workspace_id, (tx) => tx.update(agents).set({ kinds: ["TRIAGE"] }));
    const bug = await file(world);
    const { task } = await assignBug(world.owner, { bug_id: bug.id, assignee_id: world.agent_id });
    expect(task?.kind).toBe("TRIAGE");
  });

  test("reassigning cancels the task and revokes its lease at once", async () => {
    const world = await makeWorld(db);
    const bug = await file(world, { assignee_id: world.agent_id });
    const held = await claimTask(world.agent, ClaimTaskInput.parse({}));
    const back = await assignBug(world.owner, { bug_id: bug.id, assignee_id: "me" });
    expect(back).toMatchObject({ assignee_type: "MEMBER", task: null });
    const beat = heartbeatTask(world.agent, { task_id: held.task?.id ?? "", lease_token: held.lease_token ?? "" });
    const requested_by = { type: "MEMBER", id: world.owner.actor.id, name: world.owner.actor.name };
    expect(await beat).toMatchObject({ cancel_requested: true, lease_expires_at: null, requested_by });
  });

  test.each(["agt_01jzzzzzzzzzzzzzzzzzzzzzzz", "nobody"])("%s can't be assigned", async (assignee_id) => {
    const world = await makeWorld(db);
    const bug = await file(world);
    await expect(assignBug(world.owner, { bug_id: bug.id, assignee_id })).rejects.toMatchObject({
      code: "INVALID_INPUT",
    });
  });

  test("a member without the project can't be assigned", async () => {
    const [world, other] = [await makeWorld(db), await makeWorld(db)];
    const bug = await file(world);
    const assignee_id = other.owner.actor.id;
    await expect(assignBug(world.owner, { bug_id: bug.id, assignee_id })).rejects.toMatchObject({
      code: "INVALID_INPUT",
    });
  });
});

describe("writes bound to a lease", () => {
  test("are accepted while it is held and refused once it is not", async () => {
    const world = await makeWorld(db);
    const bug = await file(world, { assignee_id: world.agent_id });
    const { lease_token } = await claimTask(world.agent, ClaimTaskInput.parse({}));
    const bound = { bug_id: bug.id, lease_token: lease_token ?? "" };
    await createComment(world.agent, { ...bound, body: "Found it" });
    await updateBug(world.agent, UpdateBugInput.parse({ ...bound, status: "IN_REVIEW" }));
    await assignBug(world.owner, { bug_id: bug.id, assignee_id: "none" });
    await expect(createComment(world.agent, { ...bound, body: "late" })).rejects.toMatchObject({ code: "LEASE_LOST" });
    await expect(updateBug(world.agent, UpdateBugInput.parse({ ...bound, status: "RESOLVED" }))).rejects.toMatchObject({
      code: "LEASE_LOST",
    });
    const after = await getBug(world.owner, GetBugInput.parse({ bug_id: bug.id }));
    expect(after).toMatchObject({ status: "IN_REVIEW", comment_count: 1 });
    const { comments } = await listComments(world.owner, { bug_id: bug.id, limit: 10 });
    expect(comments.map((comment) => comment.author.type)).toEqual(["AGENT"]);
  });

  test("a lease of one bug opens no other", async () => {
    const world = await makeWorld(db);
    await file(world, { assignee_id: world.agent_id });
    const other = await file(world);
    const { lease_token } = await claimTask(world.agent, ClaimTaskInput.parse({}));
    const write = updateBug(
      world.agent,
      UpdateBugInput.parse({ bug_id: other.id, title: "x", lease_token: lease_token ?? "" }),
    );
    await expect(write).rejects.toMatchObject({ code: "INVALID_INPUT", options: { field: "lease_token" } });
    expect(await getBug(world.owner, GetBugInput.parse({ bug_id: other.id }))).toMatchObject({ title: other.title });
  });

  test("what a person changes meanwhile stays", async () => {
    const world = await makeWorld(db);
    const bug = await file(world, { assignee_id: world.agent_id });
    const { lease_token } = await claimTask(world.agent, ClaimTaskInput.parse({}));
    await update(world, { bug_id: bug.id, priority: "CRITICAL" });
    const { bug: stored } = await updateBug(
      world.agent,
      UpdateBugInput.parse({ bug_id: bug.id, status: "IN_REVIEW", lease_token: lease_token ?? "" }),
    );
    expect(stored).toMatchObject({ status: "IN_REVIEW", priority: "CRITICAL" });
  });

  test("closing a bug ends its task, and the agent is told who closed it", async () => {
    const world = await makeWorld(db);
    const bug = await file(world, { assignee_id: world.agent_id });
    const { task, lease_token } = await claimTask(world.agent, ClaimTaskInput.parse({}));
    await update(world, { bug_id: bug.id, status: "CLOSED" });
    expect(await heartbeatTask(world.agent, { task_id: task?.id ?? "", lease_token: lease_token ?? "" })).toMatchObject(
      {
        cancel_requested: true,
        reason: `The bug was closed by ${world.owner.actor.name}`,
        requested_by: { name: world.owner.actor.name },
      },
    );
  });
});
