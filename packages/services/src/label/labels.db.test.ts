import { events } from "@hawkmoth/db/schema/event";
import { testDatabase } from "@hawkmoth/db/testing/database";
import { makeBugRow, makeProject } from "@hawkmoth/db/testing/factories";
import { UpdateBugInput } from "@hawkmoth/domain/bug/schema";
import { ListActivityInput } from "@hawkmoth/domain/activity/schema";
import { desc, eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { listActivity } from "../activity/list-activity.ts";
import { getBug } from "../bug/get-bug.ts";
import { updateBug } from "../bug/update-bug.ts";
import type { ServiceContext } from "../context.ts";
import { makeColleague } from "../testing/colleague.ts";
import { makeWorld } from "../testing/world.ts";
import { inWorkspace } from "../transaction.ts";
import { addBugLabel, removeBugLabel } from "./change-bug-label.ts";
import { createLabel } from "./create-label.ts";
import { deleteLabel } from "./delete-label.ts";
import { listLabels } from "./list-labels.ts";
import { updateLabel } from "./update-label.ts";

const { db } = await testDatabase();

const conflict = expect.objectContaining({ code: "CONFLICT", options: expect.objectContaining({ field: "name" }) });

async function labelled(name: string) {
  const world = await makeWorld(db);
  const label = await createLabel(world.owner, { name });
  const bug = await makeBugRow(db, world);
  await addBugLabel(world.owner, { bug_id: bug.id, label_id: label.id });
  return { world, label, bug };
}

/** Deletes as a person does who looked at the dry run. */
async function deleteSeen(ctx: ServiceContext, label_id: string) {
  const { confirm_token } = await deleteLabel(ctx, { label_id, dry_run: true });
  return await deleteLabel(ctx, { label_id, dry_run: false, confirm_token });
}

describe("the catalogue", () => {
  test("holds each name once, regardless of case, also when it comes by renaming", async () => {
    const { world, label } = await labelled("Checkout");
    await expect(createLabel(world.owner, { name: "CHECKOUT" })).rejects.toEqual(conflict);
    const other = await createLabel(world.owner, { name: "payment" });
    await expect(updateLabel(world.owner, { label_id: other.id, name: "checkout" })).rejects.toEqual(conflict);
    expect(await updateLabel(world.owner, { label_id: label.id, name: "CheckOut" })).toEqual({
      ...label,
      name: "CheckOut",
    });
  });

  test("a new name or colour shows on every bug that has the label", async () => {
    const { world, label, bug } = await labelled("slow");
    await updateLabel(world.owner, { label_id: label.id, name: "performance", color: "#112233" });
    const { labels: shown } = await getBug(world.owner, { bug_id: bug.id, detail: "standard" });
    expect(shown).toEqual([{ id: label.id, name: "performance", color: "#112233" }]);
    await expect(updateLabel(world.owner, { label_id: label.id })).rejects.toMatchObject({ code: "INVALID_INPUT" });
  });

  test("is of one workspace: another can neither see nor name its labels", async () => {
    const { world, label } = await labelled("ours");
    const other = await makeWorld(db);
    expect(await listLabels(other.owner, {})).toEqual({ labels: [] });
    await expect(listLabels(other.owner, { project_id: world.project_id })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
    for (const call of [
      () => updateLabel(other.owner, { label_id: label.id, name: "theirs" }),
      () => deleteLabel(other.owner, { label_id: label.id, dry_run: true }),
    ])
      await expect(call()).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  test("is changed by who manages labels in every project that uses the label, and by nobody else", async () => {
    const { world, label } = await labelled("shared");
    const viewer = await makeColleague(db, world, { project_role: "VIEWER" });
    const manager = await makeColleague(db, world, { project_role: "MANAGER" });
    const rename = (ctx: ServiceContext, name: string) => updateLabel(ctx, { label_id: label.id, name });
    await expect(rename(viewer, "a")).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(createLabel(viewer, { name: "b" })).rejects.toMatchObject({ code: "FORBIDDEN" });
    expect(await rename(manager, "c")).toMatchObject({ name: "c" });
    const elsewhere = await makeProject(db, world.workspace_id);
    const far = await makeBugRow(db, { workspace_id: world.workspace_id, project_id: elsewhere.id });
    await addBugLabel(world.owner, { bug_id: far.id, label_id: label.id });
    await expect(rename(manager, "d")).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(deleteLabel(manager, { label_id: label.id, dry_run: true })).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
  });
});

describe("deleting a label", () => {
  test("needs the token of its dry run, which says from how many bugs it comes off and changes nothing", async () => {
    const { world, label, bug } = await labelled("obsolete");
    const refused = deleteLabel(world.owner, { label_id: label.id, dry_run: false });
    await expect(refused).rejects.toMatchObject({ code: "INVALID_INPUT", options: { field: "confirm_token" } });
    const seen = await deleteLabel(world.owner, { label_id: label.id, dry_run: true });
    expect(seen).toMatchObject({ deleted: label, detached_from: 1, dry_run: true });
    expect((await listLabels(world.owner, {})).labels).toEqual([label]);
    const done = await deleteLabel(world.owner, {
      label_id: label.id,
      dry_run: false,
      confirm_token: seen.confirm_token,
    });
    expect(done).toEqual({ deleted: label, detached_from: 1, dry_run: false });
    expect((await listLabels(world.owner, {})).labels).toEqual([]);
    expect((await getBug(world.owner, { bug_id: bug.id, detail: "standard" })).labels).toEqual([]);
  });

  test("a token is of no use for another label or another person, and again it finds nothing more", async () => {
    const { world, label } = await labelled("one");
    const two = await createLabel(world.owner, { name: "two" });
    const admin = await makeColleague(db, world, { workspace_role: "ADMIN" });
    const { confirm_token } = await deleteLabel(world.owner, { label_id: label.id, dry_run: true });
    const attempt = (ctx: ServiceContext, label_id: string) =>
      deleteLabel(ctx, { label_id, dry_run: false, confirm_token });
    await expect(attempt(world.owner, two.id)).rejects.toMatchObject({ code: "INVALID_INPUT" });
    await expect(attempt(admin, label.id)).rejects.toMatchObject({ code: "INVALID_INPUT" });
    await attempt(world.owner, label.id);
    await expect(attempt(world.owner, label.id)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  test("leaves an entry in the history of each bug and an event with the labels that are left", async () => {
    const { world, label, bug } = await labelled("b-gone");
    await updateBug(world.owner, UpdateBugInput.parse({ bug_id: bug.id, label_add: ["a-stays"] }));
    await deleteSeen(world.owner, label.id);
    const { activity } = await listActivity(world.owner, ListActivityInput.parse({ bug_id: bug.id }));
    expect(activity[0]).toMatchObject({ kind: "LABELS_CHANGED", from: ["a-stays", "b-gone"], to: ["a-stays"] });
    const [event] = await inWorkspace(world.owner, (tx) =>
      tx.select().from(events).where(eq(events.bug_id, bug.id)).orderBy(desc(events.id)).limit(1),
    );
    expect(event).toMatchObject({ type: "bug.updated", changes: { labels: [{ name: "a-stays" }] } });
  });
});

describe("a label on a bug", () => {
  test("goes on and comes off by id or by name in any case, and twice is as good as once", async () => {
    const { world, label, bug } = await labelled("Ärger");
    const byName = { bug_id: bug.id, label_name: "ärger" };
    expect(await addBugLabel(world.owner, byName)).toMatchObject({ labels: [label], changed: false, version: 2 });
    expect(await removeBugLabel(world.owner, byName)).toMatchObject({ labels: [], changed: true, version: 3 });
    expect(await removeBugLabel(world.owner, { bug_id: bug.id, label_id: label.id })).toMatchObject({ changed: false });
    expect(await addBugLabel(world.owner, byName)).toMatchObject({ labels: [label], changed: true });
  });

  test("must be in the catalogue: a mistyped name is answered with the one that was meant and makes nothing", async () => {
    const { world, bug } = await labelled("checkout");
    const attempt = addBugLabel(world.owner, { bug_id: bug.id, label_name: "chekout" });
    await expect(attempt).rejects.toMatchObject({
      code: "NOT_FOUND",
      options: { field: "label_name", details: { did_you_mean: "checkout" } },
    });
    expect((await listLabels(world.owner, {})).labels).toHaveLength(1);
    await expect(addBugLabel(world.owner, { bug_id: bug.id })).rejects.toMatchObject({ code: "INVALID_INPUT" });
  });

  test("takes the role that updates bugs", async () => {
    const { world, label, bug } = await labelled("triaged");
    const viewer = await makeColleague(db, world, { project_role: "VIEWER" });
    const stranger = await makeColleague(db, world);
    const input = { bug_id: bug.id, label_id: label.id };
    await expect(removeBugLabel(viewer, input)).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(removeBugLabel(stranger, input)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  test("is never made anew by putting on one that is being deleted", async () => {
    const { world, label, bug } = await labelled("fading");
    await removeBugLabel(world.owner, { bug_id: bug.id, label_id: label.id });
    await Promise.allSettled([
      deleteSeen(world.owner, label.id),
      addBugLabel(world.owner, { bug_id: bug.id, label_name: "fading" }),
    ]);
    expect(await listLabels(world.owner, {})).toEqual({ labels: [] });
  });

  test("by an update is there afterwards, also when somebody deletes the label meanwhile", async () => {
    const world = await makeWorld(db);
    const names = Array.from({ length: 12 }, (_, index) => `fading ${index}`);
    const attempts = names.map(async (name) => {
      const { id: label_id } = await createLabel(world.owner, { name });
      const bug = await makeBugRow(db, world);
      const { confirm_token } = await deleteLabel(world.owner, { label_id, dry_run: true });
      const [written] = await Promise.all([
        updateBug(world.owner, UpdateBugInput.parse({ bug_id: bug.id, label_add: [name, "stays"] })),
        deleteLabel(world.owner, { label_id, dry_run: false, confirm_token }),
      ]);
      return written.bug.labels.map((label) => label.name);
    });
    expect(await Promise.all(attempts)).toEqual(names.map((name) => [name, "stays"]));
  });
});
