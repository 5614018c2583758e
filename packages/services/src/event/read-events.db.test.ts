import { inWorkspace as plainInWorkspace } from "@hawkmoth/db/in-workspace";
import { testDatabase } from "@hawkmoth/db/testing/database";
import { makeProject } from "@hawkmoth/db/testing/factories";
import { CreateBugInput } from "@hawkmoth/domain/bug/schema";
import { describe, expect, test } from "vitest";
import { createBug } from "../bug/create-bug.ts";
import { recordEvent } from "../outbox.ts";
import { makeColleague } from "../testing/colleague.ts";
import { makeWorld, type World } from "../testing/world.ts";
import { inWorkspace } from "../transaction.ts";
import { currentEventCursor } from "./current-event-cursor.ts";
import { compareEventCursors } from "./event-cursor.ts";
import { readEvents } from "./read-events.ts";

const { db } = await testDatabase({ max_connections: 8 });

function emit(world: World, name: string) {
  return inWorkspace(world.owner, (tx) =>
    recordEvent(tx, world.owner, { type: "bug.updated", project_id: world.project_id, changes: { name } }),
  );
}

async function namesAfter(world: World, after: string): Promise<unknown[]> {
  return (await readEvents(world.owner, { after, limit: 100 })).events.map((event) => event.changes.name);
}

/** Starts a transaction that records an event and stays open until told to end. */
async function slowly(world: World, name: string) {
  const recorded = Promise.withResolvers<void>();
  const end = Promise.withResolvers<void>();
  const done = inWorkspace(world.owner, async (tx) => {
    await recordEvent(tx, world.owner, { type: "bug.updated", project_id: world.project_id, changes: { name } });
    recorded.resolve();
    await end.promise;
  });
  await recorded.promise;
  return async () => {
    end.resolve();
    await done;
  };
}

describe("reading the outbox", () => {
  test("a slow transaction is waited for and never skipped", async () => {
    const world = await makeWorld(db);
    const start = await currentEventCursor(world.owner);
    const finish = await slowly(world, "slow");
    await emit(world, "fast");
    expect(await namesAfter(world, start)).toEqual([]);
    await finish();
    expect(await namesAfter(world, start)).toEqual(["slow", "fast"]);
  });

  test("a stream that resumes after each event sees all of them once, under concurrent writers", async () => {
    const world = await makeWorld(db);
    let cursor = await currentEventCursor(world.owner);
    const names = Array.from({ length: 60 }, (_, position) => `n${position}`);
    const writing = Promise.all(names.map((name) => emit(world, name)));
    const seen: unknown[] = [];
    let isWriting = true;
    void writing.then(() => (isWriting = false));
    for (let idle = 0; idle < 2; idle += isWriting ? 0 : 1) {
      const { events: page } = await readEvents(world.owner, { after: cursor, limit: 7 });
      seen.push(...page.map((event) => event.changes.name));
      cursor = page.at(-1)?.id ?? cursor;
      if (page.length > 0) idle = 0;
    }
    await writing;
    expect(new Set(seen)).toEqual(new Set(names));
    expect(seen).toHaveLength(names.length);
  });

  test("what one transaction records keeps its order, and cursors sort like the events", async () => {
    const world = await makeWorld(db);
    const after = await currentEventCursor(world.owner);
    await inWorkspace(world.owner, async (tx) => {
      for (const name of ["a", "b", "c"])
        await recordEvent(tx, world.owner, { type: "bug.updated", changes: { name } });
    });
    await emit(world, "d");
    const { events } = await readEvents(world.owner, { after, limit: 10 });
    expect(events.map((event) => event.changes.name)).toEqual(["a", "b", "c", "d"]);
    const cursors = events.map((event) => event.id);
    expect(cursors.toSorted(compareEventCursors)).toEqual(cursors);
  });

  test("an event whose transaction failed never was, and nobody is woken for it", async () => {
    const world = await makeWorld(db);
    const after = await currentEventCursor(world.owner);
    const failing = inWorkspace(world.owner, async (tx) => {
      await recordEvent(tx, world.owner, { type: "bug.updated", changes: { name: "never" } });
      throw new Error("stop");
    });
    await expect(failing).rejects.toThrow("stop");
    expect(await namesAfter(world, after)).toEqual([]);
  });

  test("events of other workspaces and of invisible projects are not told", async () => {
    const [world, elsewhere] = [await makeWorld(db), await makeWorld(db)];
    const after = await currentEventCursor(world.owner);
    const hidden = await makeProject(db, world.workspace_id);
    const member = await makeColleague(db, world, { project_role: "VIEWER" });
    for (const project_id of [world.project_id, hidden.id])
      await createBug(world.owner, CreateBugInput.parse({ project_id, title: "x", allow_duplicate: true }));
    const projectsFor = async (ctx: typeof member) =>
      (await readEvents(ctx, { after, limit: 10 })).events.map((event) => event.project_id);
    expect(await projectsFor(world.owner)).toEqual([world.project_id, hidden.id]);
    expect(await projectsFor(member)).toEqual([world.project_id]);
    expect(await projectsFor(elsewhere.owner)).toEqual([]);
  });

  test.each([
    "",
    "x",
    "12.evt_x",
    "12.bug_01jzzzzzzzzzzzzzzzzzzzzzzz",
    "99999999999999999999",
    "99999999999999999999999",
    "1-",
    "1-2-3",
    "-1",
    "1;select",
  ])("the forged cursor '%s' is INVALID_INPUT", async (after) => {
    const world = await makeWorld(db);
    await expect(readEvents(world.owner, { after, limit: 1 })).rejects.toMatchObject({ code: "INVALID_INPUT" });
  });

  test("a cursor of the far future or of the first transaction is readable", async () => {
    const world = await makeWorld(db);
    await emit(world, "one");
    expect(await namesAfter(world, "18446744073709551615")).toEqual([]);
    expect(await namesAfter(world, "0")).toEqual(["one"]);
  });

  test.each(["18446744073709551615", "1-18446744073709551615", "7-3"])(
    "the cursor %s, which this database can't have given, has a gap after it",
    async (after) => {
      const world = await makeWorld(db);
      await emit(world, "one");
      expect(await readEvents(world.owner, { after, limit: 10 })).toEqual({ events: [], has_gap: true });
      const now = await currentEventCursor(world.owner);
      expect(await readEvents(world.owner, { after: now, limit: 10 })).toEqual({ events: [], has_gap: false });
    },
  );
});

test("readers hold no transaction open, so they never delay one another", async () => {
  const world = await makeWorld(db);
  const after = await currentEventCursor(world.owner);
  await emit(world, "one");
  const reads = await Promise.all(Array.from({ length: 20 }, () => namesAfter(world, after)));
  expect(new Set(reads.map(String))).toEqual(new Set(["one"]));
  await plainInWorkspace(db, world.workspace_id, async () => {});
});
