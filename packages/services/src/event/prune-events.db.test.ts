import { testDatabase } from "@hawkmoth/db/testing/database";
import { idToUuid } from "@hawkmoth/domain/ids";
import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { recordEvent } from "../outbox.ts";
import { publicContext } from "../testing/context.ts";
import { makeWorld, type World } from "../testing/world.ts";
import { inWorkspace } from "../transaction.ts";
import { currentEventCursor } from "./current-event-cursor.ts";
import { pruneEvents } from "./prune-events.ts";
import { readEvents } from "./read-events.ts";

const { db, behind } = await testDatabase();
const ctx = publicContext(db);

async function emit(world: World, count: number): Promise<void> {
  const entries = Array.from({ length: count }, () => ({ type: "bug.updated" as const, changes: {} }));
  await inWorkspace(world.owner, (tx) => recordEvent(tx, world.owner, entries));
}

/** Makes everything that is there so many days old. */
const age = (world: World, days: number) =>
  behind`update event set created_at = now() - make_interval(days => ${days}) where workspace_id = ${idToUuid("workspace", world.workspace_id)}`;

const page = (world: World, after: string) => readEvents(world.owner, { after, limit: 5000 });

test("events past their age are deleted, and only a reader who stands before them is told", async () => {
  const [world, other] = [await makeWorld(db), await makeWorld(db)];
  const start = await currentEventCursor(world.owner);
  await emit(world, 2500);
  const middle = (await page(world, start)).events[1200]?.id ?? "";
  const last = (await page(world, start)).events.at(-1)?.id ?? "";
  await age(world, 8);
  await emit(world, 3);
  await emit(other, 1);
  expect(await pruneEvents(ctx, { keep_days: 7 })).toBeGreaterThanOrEqual(2500);
  for (const after of ["0", start, middle]) expect((await page(world, after)).has_gap).toBe(true);
  expect(await page(world, last)).toMatchObject({ has_gap: false, events: [{}, {}, {}] });
  const there = await page(other, "0");
  expect(there.has_gap).toBe(false);
  expect(there.events.length).toBeGreaterThan(0);
  const { events } = await page(world, last);
  await pruneEvents(ctx, { keep_days: 7 });
  expect((await page(world, last)).events).toEqual(events);
});

test("two workers that prune at once delete each event once", async () => {
  const world = await makeWorld(db);
  await emit(world, 1500);
  await age(world, 30);
  await Promise.all([pruneEvents(ctx, { keep_days: 7 }), pruneEvents(ctx, { keep_days: 7 })]);
  expect((await page(world, await currentEventCursor(world.owner))).has_gap).toBe(false);
  expect((await page(world, "0")).events).toEqual([]);
});

test("the database keeps what is younger than a day, whoever asks", async () => {
  const world = await makeWorld(db);
  await emit(world, 2);
  const deleted = await inWorkspace(world.owner, (tx) => tx.execute(sql`delete from event returning id`));
  expect(deleted).toEqual([]);
  expect(await pruneEvents(ctx, { keep_days: 1 })).toBe(0);
});
