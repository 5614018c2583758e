import { testDatabase } from "@hawkmoth/db/testing/database";
import { makeProject } from "@hawkmoth/db/testing/factories";
import { ListActivityInput } from "@hawkmoth/domain/activity/schema";
import { BulkUpdateInput } from "@hawkmoth/domain/bug/bulk";
import { CreateBugInput, UpdateBugInput, type Bug } from "@hawkmoth/domain/bug/schema";
import { expect, test } from "vitest";
import { z } from "zod";
import { listActivity } from "../activity/list-activity.ts";
import type { ServiceContext } from "../context.ts";
import { makeColleague } from "../testing/colleague.ts";
import { makeWorld, type World } from "../testing/world.ts";
import { bulkUpdateBugs } from "./bulk-update-bugs.ts";
import { createBug } from "./create-bug.ts";
import { getBug } from "./get-bug.ts";
import { updateBug } from "./update-bug.ts";

const { db } = await testDatabase();

async function file(world: World, more: object = {}): Promise<Bug> {
  const input = { project_id: world.project_id, title: "Coupon fails", allow_duplicate: true, ...more };
  return (await createBug(world.owner, CreateBugInput.parse(input))).bug;
}

const preview = (ctx: ServiceContext, bug_id: string[], patch: object) =>
  bulkUpdateBugs(ctx, BulkUpdateInput.parse({ bug_id, patch }));

async function apply(
  ctx: ServiceContext,
  bug_id: string[],
  { patch, ...more }: { patch: object; if_version?: number[] },
) {
  const { confirm_token } = await preview(ctx, bug_id, patch);
  return await bulkUpdateBugs(ctx, BulkUpdateInput.parse({ bug_id, patch, dry_run: false, confirm_token, ...more }));
}

const read = (world: World, bug_id: string) => getBug(world.owner, { bug_id, detail: "standard" });

test("a dry run tells per bug what would change from what, and changes nothing", async () => {
  const world = await makeWorld(db);
  const [one, two] = [await file(world), await file(world, { priority: "HIGH" })];
  const seen = await preview(world.owner, [one.key, two.id], { priority: "HIGH" });
  expect(seen).toMatchObject({
    outcomes: [
      { bug_id: one.key, key: one.key, version: 1, changed: ["priority"], before: { priority: "NONE" }, error: null },
      { bug_id: two.id, key: two.key, version: 1, changed: [], before: {}, error: null },
    ],
    updated: 1,
    unchanged: 1,
    failed: 0,
    dry_run: true,
    confirm_token: expect.any(String),
  });
  expect(await read(world, one.id)).toMatchObject({ priority: "NONE", version: 1 });
});

test("the real run needs the token of the dry run of the same bugs and patch", async () => {
  const world = await makeWorld(db);
  const bug = await file(world);
  const { confirm_token } = await preview(world.owner, [bug.id], { priority: "LOW" });
  const attempt = (more: object) =>
    bulkUpdateBugs(
      world.owner,
      BulkUpdateInput.parse({ bug_id: [bug.id], patch: { priority: "LOW" }, dry_run: false, ...more }),
    );
  const refused = { code: "INVALID_INPUT", options: { field: "confirm_token" } };
  await expect(attempt({})).rejects.toMatchObject(refused);
  await expect(attempt({ confirm_token, patch: { priority: "HIGH" } })).rejects.toMatchObject(refused);
  expect(await attempt({ confirm_token })).toMatchObject({ updated: 1 });
  expect(await attempt({ confirm_token })).toMatchObject({ updated: 0, unchanged: 1 });
});

test("one bug that can't be changed is told and stops no other", async () => {
  const world = await makeWorld(db);
  const [open, closed] = [await file(world), await file(world)];
  const elsewhere = await makeProject(db, world.workspace_id);
  const far = await file({ ...world, project_id: elsewhere.id });
  const manager = await makeColleague(db, world, { project_role: "MANAGER" });
  await updateBug(world.owner, UpdateBugInput.parse({ bug_id: closed.id, status: "CLOSED" }));
  const ids = [open.id, closed.id, far.id, "NOPE-1"];
  expect(await apply(manager, ids, { patch: { status: "IN_PROGRESS" } })).toMatchObject({
    outcomes: [
      { changed: ["status"], before: { status: "OPEN" }, version: 2 },
      { error: { code: "CONFLICT", message: expect.stringContaining("can't become IN_PROGRESS") } },
      { error: { code: "NOT_FOUND" } },
      { error: { code: "NOT_FOUND" } },
    ],
    updated: 1,
    failed: 3,
  });
  const viewer = await makeColleague(db, world, { project_role: "VIEWER" });
  expect(await preview(viewer, [open.id], { priority: "LOW" })).toMatchObject({
    outcomes: [{ error: { code: "FORBIDDEN" } }],
  });
});

test("the values before undo it", async () => {
  const world = await makeWorld(db);
  const bug = await file(world, { label: ["a"], priority: "LOW" });
  const patch = { priority: "CRITICAL", severity: "HIGH", assignee_type: "AGENT", assignee_id: world.agent_id };
  const done = await apply(world.owner, [bug.id], { patch });
  const { before } = done.outcomes[0] ?? {};
  expect(before).toEqual({ priority: "LOW", severity: "MEDIUM", assignee_type: null, assignee_id: "none" });
  await updateBug(world.owner, UpdateBugInput.parse({ bug_id: bug.id, ...before }));
  expect(await read(world, bug.id)).toMatchObject({ priority: "LOW", severity: "MEDIUM", assignee: null });
});

test.each([
  [
    { label_add: ["b", "c"], label_remove: ["a"] },
    { label_add: ["a"], label_remove: ["c"] },
  ],
  [{ status: "RESOLVED", resolution: "WONT_FIX" }, { status: "OPEN" }],
])("what %j changed is told as an update that takes it back", async (patch, undo) => {
  const world = await makeWorld(db);
  const bug = await file(world, { label: ["a", "b"] });
  const [outcome] = (await apply(world.owner, [bug.id], { patch })).outcomes;
  expect(outcome?.before).toEqual(undo);
  const wire = z.strictObject(UpdateBugInput.shape).parse({ bug_id: bug.id, ...outcome?.before });
  const { bug: after } = await updateBug(world.owner, wire);
  expect(after.labels.map(({ name }) => name)).toEqual(["a", "b"]);
  expect(after.resolution).toBeNull();
});

test("each bug gets its own history", async () => {
  const world = await makeWorld(db);
  const bugs = [await file(world), await file(world)];
  await apply(
    world.owner,
    bugs.map(({ id }) => id),
    { patch: { label_add: ["triaged"], priority: "LOW" } },
  );
  for (const { id } of bugs) {
    const { activity } = await listActivity(world.owner, ListActivityInput.parse({ bug_id: id }));
    expect(activity.map(({ kind }) => kind)).toEqual(expect.arrayContaining(["LABELS_CHANGED", "FIELD_CHANGED"]));
    expect(await read(world, id)).toMatchObject({ labels: [{ name: "triaged" }], priority: "LOW" });
  }
});

test("a bug that somebody changed after the given version is left alone, the others are changed", async () => {
  const world = await makeWorld(db);
  const [one, two] = [await file(world), await file(world)];
  const seen = await preview(world.owner, [one.id, two.id], { priority: "LOW" });
  const if_version = seen.outcomes.map(({ version }) => version ?? 0);
  await updateBug(world.owner, UpdateBugInput.parse({ bug_id: one.id, priority: "HIGH" }));
  expect(await apply(world.owner, [one.id, two.id], { patch: { priority: "LOW" }, if_version })).toMatchObject({
    outcomes: [{ error: { code: "CONFLICT" } }, { changed: ["priority"] }],
  });
  expect((await read(world, one.id)).priority).toBe("HIGH");
  const short = BulkUpdateInput.parse({ bug_id: [one.id, two.id], patch: { priority: "LOW" }, if_version: [1] });
  await expect(bulkUpdateBugs(world.owner, short)).rejects.toMatchObject({ options: { field: "if_version" } });
});

test("a bug that is named twice is changed once, in the dry run too", async () => {
  const world = await makeWorld(db);
  const bug = await file(world);
  const twice = [bug.id, bug.key];
  const counts = { updated: 1, unchanged: 1, failed: 0 };
  expect(await preview(world.owner, twice, { priority: "LOW" })).toMatchObject(counts);
  expect(await apply(world.owner, twice, { patch: { priority: "LOW" }, if_version: [1, 1] })).toMatchObject(counts);
});

test("an empty patch and more than fifty bugs are refused", async () => {
  const world = await makeWorld(db);
  const bug = await file(world);
  await expect(preview(world.owner, [bug.id], {})).rejects.toMatchObject({ options: { field: "patch" } });
  expect(
    BulkUpdateInput.safeParse({ bug_id: Array.from({ length: 51 }, () => bug.id), patch: { priority: "LOW" } }).success,
  ).toBe(false);
});
