import { inWorkspace } from "@hawkmoth/db/in-workspace";
import { events } from "@hawkmoth/db/schema/event";
import { testDatabase } from "@hawkmoth/db/testing/database";
import { makeProject } from "@hawkmoth/db/testing/factories";
import { ListActivityInput } from "@hawkmoth/domain/activity/schema";
import { CreateBugInput, UpdateBugInput, type Bug } from "@hawkmoth/domain/bug/schema";
import { FindSimilarInput, MergeBugsInput } from "@hawkmoth/domain/duplicate/schema";
import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { listActivity } from "../activity/list-activity.ts";
import { assignBug } from "../bug/assign-bug.ts";
import { createBug } from "../bug/create-bug.ts";
import { getBug } from "../bug/get-bug.ts";
import { updateBug } from "../bug/update-bug.ts";
import { createComment } from "../comment/create-comment.ts";
import type { ServiceContext } from "../context.ts";
import { makeColleague } from "../testing/colleague.ts";
import { makeWorld, type World } from "../testing/world.ts";
import { findSimilarBugs } from "./find-similar-bugs.ts";
import { mergeBugs } from "./merge-bugs.ts";
import { unmergeBug } from "./unmerge-bug.ts";

const { db } = await testDatabase({ max_connections: 20 });

async function file(world: World, title: string): Promise<Bug> {
  const input = CreateBugInput.parse({ project_id: world.project_id, title, allow_duplicate: true });
  return (await createBug(world.owner, input)).bug;
}

const preview = (ctx: ServiceContext, into_bug_id: string, ...bug_id: string[]) =>
  mergeBugs(ctx, MergeBugsInput.parse({ into_bug_id, bug_id }));

/** Merges as a person does who looked at the dry run. */
async function merge(ctx: ServiceContext, into_bug_id: string, ...bug_id: string[]) {
  const { confirm_token } = await preview(ctx, into_bug_id, ...bug_id);
  return await mergeBugs(ctx, MergeBugsInput.parse({ into_bug_id, bug_id, dry_run: false, confirm_token }));
}

const read = (world: World, bug_id: string) => getBug(world.owner, { bug_id, detail: "standard" });
const change = (world: World, bug_id: string, more: object) =>
  updateBug(world.owner, UpdateBugInput.parse({ bug_id, ...more }));

/** What of a bug a merge taken back leaves as it was: everything but when and how often it changed. */
function lasting({ version: _version, updated_at: _updated_at, ...bug }: Bug) {
  return bug;
}

/** How merges that ran at once ended, in alphabetical order. */
async function settledCodes(attempts: Promise<unknown>[]): Promise<string[]> {
  const settled = await Promise.allSettled(attempts);
  return settled
    .map((attempt) => (attempt.status === "rejected" ? String(attempt.reason.code) : "MERGED"))
    .toSorted((left, right) => left.localeCompare(right));
}

describe("merging duplicates", () => {
  test("is a dry run unless said otherwise, and the real one needs its token", async () => {
    const world = await makeWorld(db);
    const [into, bug] = [await file(world, "a"), await file(world, "b")];
    const seen = await preview(world.owner, into.key, bug.key);
    expect(seen).toMatchObject({
      into: { key: into.key, occurrence_count: 2 },
      merged: [{ key: bug.key, from_status: "OPEN", is_new: true }],
      dry_run: true,
    });
    expect(await read(world, bug.id)).toMatchObject({ status: "OPEN", duplicate_of: null, version: 1 });
    const unseen = MergeBugsInput.parse({ into_bug_id: into.key, bug_id: [bug.key], dry_run: false });
    await expect(mergeBugs(world.owner, unseen)).rejects.toMatchObject({ options: { field: "confirm_token" } });
  });

  test("closes them with DUPLICATE, leads to the other one, counts there, and tells both histories", async () => {
    const world = await makeWorld(db);
    const [into, one, two] = [await file(world, "a"), await file(world, "b"), await file(world, "c")];
    await createComment(world.owner, { bug_id: one.id, body: "Me too" });
    await merge(world.owner, into.id, one.id, two.id);
    expect(await read(world, one.id)).toMatchObject({
      status: "CLOSED",
      resolution: "DUPLICATE",
      duplicate_of: { id: into.id, key: into.key },
      comment_count: 1,
    });
    expect(await read(world, into.id)).toMatchObject({ status: "OPEN", occurrence_count: 3, version: 1 });
    const kindsOf = async (bug_id: string) =>
      (await listActivity(world.owner, ListActivityInput.parse({ bug_id }))).activity.map(({ kind }) => kind);
    expect(await kindsOf(one.id)).toEqual(expect.arrayContaining(["DUPLICATE_MARKED", "STATUS_CHANGED"]));
    expect(await kindsOf(into.id)).toContain("FIELD_CHANGED");
  });

  test("again changes nothing more; into a duplicate, into itself or away from another is refused, all or none", async () => {
    const world = await makeWorld(db);
    const [into, one, two] = [await file(world, "a"), await file(world, "b"), await file(world, "c")];
    await merge(world.owner, into.id, one.id);
    expect(await merge(world.owner, into.id, one.id)).toMatchObject({
      into: { occurrence_count: 2 },
      merged: [{ is_new: false }],
    });
    await expect(preview(world.owner, one.id, two.id)).rejects.toMatchObject({
      code: "CONFLICT",
      options: { field: "into_bug_id", details: { duplicate_of: into.key } },
    });
    await expect(preview(world.owner, two.id, two.key)).rejects.toMatchObject({ code: "INVALID_INPUT" });
    await expect(preview(world.owner, two.id, into.id, one.id)).rejects.toMatchObject({
      code: "CONFLICT",
      options: { details: { bug: one.key, duplicate_of: into.key } },
    });
    expect(await read(world, into.id)).toMatchObject({ status: "OPEN", duplicate_of: null });
  });

  test("takes the role in the project of each bug, and shows nothing of what is invisible", async () => {
    const world = await makeWorld(db);
    const [into, bug] = [await file(world, "a"), await file(world, "b")];
    const elsewhere = await makeProject(db, world.workspace_id);
    const far = await file({ ...world, project_id: elsewhere.id }, "c");
    const viewer = await makeColleague(db, world, { project_role: "VIEWER" });
    const manager = await makeColleague(db, world, { project_role: "MANAGER" });
    await expect(preview(viewer, into.id, bug.id)).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(preview(manager, into.id, far.id)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(preview(manager, far.id, into.id)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(preview((await makeWorld(db)).owner, into.id, bug.id)).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(await preview(manager, into.id, bug.id)).toMatchObject({ dry_run: true });
  });

  test("into a bug of another project shows nothing of that one to whoever sees only the first", async () => {
    const world = await makeWorld(db);
    const elsewhere = await makeProject(db, world.workspace_id);
    const bug = await file(world, "Cart is empty");
    const far = await file({ ...world, project_id: elsewhere.id }, "Unannounced product leaks");
    await merge(world.owner, far.id, bug.id);
    const viewer = await makeColleague(db, world, { project_role: "VIEWER" });
    const seen = await getBug(viewer, { bug_id: bug.id, detail: "standard" });
    expect(seen).toMatchObject({ resolution: "DUPLICATE", duplicate_of: null });
    const similar = await findSimilarBugs(viewer, FindSimilarInput.parse({ text: "Cart is empty" }));
    expect(similar.bugs).toMatchObject([{ key: bug.key, duplicate_of: null }]);
    expect(await read(world, bug.id)).toMatchObject({ duplicate_of: { key: far.key, title: far.title } });
    const manager = await makeColleague(db, world, { project_role: "MANAGER" });
    const original = await file(world, "Cart stays empty");
    await expect(preview(manager, original.id, bug.id)).rejects.toMatchObject({
      code: "CONFLICT",
      options: { details: { bug: bug.key, duplicate_of: null } },
    });
    const news = await inWorkspace(db, world.workspace_id, (tx) =>
      tx.select({ changes: events.changes }).from(events).where(eq(events.bug_id, bug.id)),
    );
    expect(news.at(-1)?.changes).toMatchObject({ duplicate_of: { id: far.id } });
    expect(JSON.stringify(news)).not.toContain(far.title);
  });

  test("of one bug by many at once happens once, and into two bugs at once into one of them", async () => {
    const world = await makeWorld(db);
    const [left, right, bug] = [await file(world, "a"), await file(world, "b"), await file(world, "c")];
    const seen = await preview(world.owner, left.id, bug.id);
    const call = { into_bug_id: left.id, bug_id: [bug.id], dry_run: false, confirm_token: seen.confirm_token };
    const attempts = await Promise.all(Array.from({ length: 5 }, () => mergeBugs(world.owner, call)));
    expect(attempts.filter(({ merged }) => merged[0]?.is_new)).toHaveLength(1);
    expect((await read(world, left.id)).occurrence_count).toBe(2);
    await unmergeBug(world.owner, { bug_id: bug.id });
    const outcomes = await settledCodes([merge(world.owner, left.id, bug.id), merge(world.owner, right.id, bug.id)]);
    expect(outcomes).toEqual(["CONFLICT", "MERGED"]);
    const crossed = await settledCodes([merge(world.owner, left.id, right.id), merge(world.owner, right.id, left.id)]);
    expect(crossed).toEqual(["CONFLICT", "MERGED"]);
  });
});

describe("taking a merge back", () => {
  test.each(["OPEN", "IN_REVIEW", "RESOLVED"] as const)("restores a bug that was %s exactly", async (status) => {
    const world = await makeWorld(db);
    const [into, bug] = [await file(world, "a"), await file(world, "b")];
    if (status !== "OPEN") await change(world, bug.id, { status, label_add: ["x"] });
    const before = await read(world, bug.id);
    await merge(world.owner, into.id, bug.id);
    const { bug: after } = await unmergeBug(world.owner, { bug_id: bug.key });
    expect(lasting(await read(world, bug.id))).toEqual(lasting(before));
    expect(after).toMatchObject({ status, version: before.version + 2 });
    expect((await read(world, into.id)).occurrence_count).toBe(1);
    const told = await listActivity(world.owner, ListActivityInput.parse({ bug_id: into.id, limit: 1 }));
    expect(told.activity).toMatchObject([{ kind: "FIELD_CHANGED", field: "occurrence_count", from: 2, to: 1 }]);
    await expect(unmergeBug(world.owner, { bug_id: bug.id })).rejects.toMatchObject({ code: "CONFLICT" });
  });

  test("gives an agent that owns the bug a task again", async () => {
    const world = await makeWorld(db);
    const [into, bug] = [await file(world, "a"), await file(world, "b")];
    await assignBug(world.owner, { bug_id: bug.id, assignee_type: "AGENT", assignee_id: world.agent_id });
    await merge(world.owner, into.id, bug.id);
    expect((await read(world, bug.id)).task).toBeNull();
    const { bug: after } = await unmergeBug(world.owner, { bug_id: bug.id });
    expect(after).toMatchObject({ assignee: { id: world.agent_id }, task: { status: "QUEUED" } });
  });

  test("is refused when the bug was changed since, naming what and by whom; comments are no change", async () => {
    const world = await makeWorld(db);
    const [into, bug] = [await file(world, "a"), await file(world, "b")];
    await merge(world.owner, into.id, bug.id);
    await createComment(world.owner, { bug_id: bug.id, body: "Same as the other one" });
    await change(world, bug.id, { priority: "HIGH" });
    await expect(unmergeBug(world.owner, { bug_id: bug.id })).rejects.toMatchObject({
      code: "CONFLICT",
      message: expect.stringContaining(`${world.owner.actor.name} changed priority`),
      options: { details: { changed: expect.arrayContaining(["priority"]) } },
    });
    expect(await read(world, bug.id)).toMatchObject({ status: "CLOSED", priority: "HIGH" });
  });

  test("of a bug that was reopened instead is too late, its reports count for itself, and it can be merged anew", async () => {
    const world = await makeWorld(db);
    const [into, bug] = [await file(world, "a"), await file(world, "b")];
    await merge(world.owner, into.id, bug.id);
    await change(world, bug.id, { status: "OPEN" });
    expect(await read(world, bug.id)).toMatchObject({ status: "REOPENED", duplicate_of: null });
    expect((await read(world, into.id)).occurrence_count).toBe(1);
    await expect(unmergeBug(world.owner, { bug_id: bug.id })).rejects.toMatchObject({ code: "CONFLICT" });
    expect(await merge(world.owner, into.id, bug.id)).toMatchObject({ into: { occurrence_count: 2 } });
    expect((await unmergeBug(world.owner, { bug_id: bug.id })).bug.status).toBe("REOPENED");
  });

  test("takes the role that updates bugs", async () => {
    const world = await makeWorld(db);
    const [into, bug] = [await file(world, "a"), await file(world, "b")];
    await merge(world.owner, into.id, bug.id);
    const viewer = await makeColleague(db, world, { project_role: "VIEWER" });
    await expect(unmergeBug(viewer, { bug_id: bug.id })).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(unmergeBug(await makeColleague(db, world), { bug_id: bug.id })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  });

  test.each([
    ["first link", ["a", "b"]],
    ["last link", ["b", "a"]],
  ] as const)("of a chain counts right for every bug of it, the %s first", async (_which, order) => {
    const world = await makeWorld(db);
    const bugs = { a: await file(world, "a"), b: await file(world, "b"), c: await file(world, "c") };
    await merge(world.owner, bugs.b.key, bugs.a.key);
    await merge(world.owner, bugs.c.key, bugs.b.key);
    const counts = async () => {
      const found = await Promise.all(Object.values(bugs).map(({ id }) => read(world, id)));
      return found.map(({ occurrence_count }) => occurrence_count);
    };
    expect(await counts()).toEqual([1, 2, 3]);
    await unmergeBug(world.owner, { bug_id: bugs[order[0]].id });
    expect(await counts()).toEqual(order[0] === "a" ? [1, 1, 2] : [1, 2, 1]);
    await unmergeBug(world.owner, { bug_id: bugs[order[1]].id });
    expect(await counts()).toEqual([1, 1, 1]);
  });
});
