import { close, connect, type Db } from "@hawkmoth/db/client";
import { startEmbedded } from "@hawkmoth/db/embedded/server";
import { openLogins } from "@hawkmoth/db/embedded/logins";
import { migrate } from "@hawkmoth/db/migrate";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { afterAll, describe, expect, test } from "vitest";
import type { ServiceContext } from "../context.ts";
import { recordEvent } from "../outbox.ts";
import { makeWorld } from "../testing/world.ts";
import { inWorkspace } from "../transaction.ts";
import { currentEventCursor } from "./current-event-cursor.ts";
import { compareEventCursors } from "./event-cursor.ts";
import { readEvents } from "./read-events.ts";

interface Cluster {
  db: Db;
  /** The superuser, on one connection. */
  owner: Db["$client"];
}

const dirs: string[] = [];
const stops: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const stop of stops) await stop();
  for (const dir of dirs) rmSync(dir, { recursive: true, force: true });
});

/** A Postgres of its own with migrated, empty tables. */
async function makeCluster(): Promise<Cluster> {
  const data_dir = mkdtempSync(join(tmpdir(), "hawkmoth-cluster-"));
  chmodSync(data_dir, 0o755);
  const server = await startEmbedded({ data_dir, fast: true });
  dirs.push(data_dir, server.home);
  await migrate(server.url);
  const db = connect((await openLogins(server.url)).service_url);
  const owner = connect(server.url, { max_connections: 1 });
  stops.push(async () => {
    await Promise.all([close(owner), close(db)]);
    await server.stop();
  });
  return { db, owner: owner.$client };
}

/** Uses up transaction ids, as a server does in its life. */
const spendTransactionIds = ({ owner }: Cluster, count: number) =>
  owner.unsafe(`do $$ begin for n in 1..${count} loop perform pg_current_xact_id(); commit; end loop; end $$`);

/** What dump and restore of the data does: every row of every table, with its values as they are. */
async function restore(from: Cluster, to: Cluster, without: readonly string[] = []): Promise<void> {
  const tables = await from.owner<{ name: string }[]>`
    select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'`;
  await to.owner`set session_replication_role = replica`;
  for (const { name } of tables.filter((table) => !without.includes(table.name))) {
    await to.owner`delete from ${to.owner(name)}`;
    const rows = await from.owner`copy ${from.owner(name)} to stdout`.readable();
    await pipeline(rows, await to.owner`copy ${to.owner(name)} from stdin`.writable());
  }
  await to.owner`set session_replication_role = origin`;
}

const emit = (ctx: ServiceContext, name: string) =>
  inWorkspace(ctx, (tx) => recordEvent(tx, ctx, { type: "bug.updated", changes: { name } }));

const page = (ctx: ServiceContext, after: string) => readEvents(ctx, { after, limit: 1000 });

const namesAfter = async (ctx: ServiceContext, after: string) =>
  (await page(ctx, after)).events.map(({ changes }) => changes["name"]).filter((name) => name !== undefined);

const [busy, quiet] = [await makeCluster(), await makeCluster()];
await spendTransactionIds(busy, 5000);

describe.each([
  ["the whole database", []],
  ["all tables but the one that names the clusters", ["event_epoch"]],
])("an outbox restored into a cluster that is behind: %s", (_, without) => {
  test("shows what it held, then what comes, in this order, and its cursors still hold", async () => {
    const world = await makeWorld(busy.db);
    const start = await currentEventCursor(world.owner);
    for (const name of ["one", "two", "three"]) await emit(world.owner, name);
    const second = (await page(world.owner, start)).events.at(1)?.id ?? "";
    const end = await currentEventCursor(world.owner);
    await restore(busy, quiet, without);
    const ctx: ServiceContext = { ...world.owner, db: quiet.db };
    expect(await namesAfter(ctx, start)).toEqual(["one", "two", "three"]);
    for (const name of ["four", "five"]) await emit(ctx, name);
    expect(await namesAfter(ctx, start)).toEqual(["one", "two", "three", "four", "five"]);
    expect(await namesAfter(ctx, second)).toEqual(["three", "four", "five"]);
    expect(await namesAfter(ctx, end)).toEqual(["four", "five"]);
    expect((await page(ctx, second)).has_gap).toBe(false);
    const cursors = (await page(ctx, start)).events.map(({ id }) => id);
    expect(cursors.toSorted(compareEventCursors)).toEqual(cursors);
  });
});

test("what many write at once right after the restore keeps one order for every reader", async () => {
  const world = await makeWorld(busy.db);
  const start = await currentEventCursor(world.owner);
  await emit(world.owner, "old");
  await restore(busy, quiet);
  const ctx: ServiceContext = { ...world.owner, db: quiet.db };
  const names = Array.from({ length: 40 }, (_, number) => `new ${number}`);
  await Promise.all(names.map((name) => emit(ctx, name)));
  const seen = await namesAfter(ctx, start);
  expect(seen[0]).toBe("old");
  expect(new Set(seen)).toEqual(new Set(["old", ...names]));
  expect(seen).toHaveLength(41);
});

test("restoring back into the first cluster keeps the order too", async () => {
  const world = await makeWorld(busy.db);
  const start = await currentEventCursor(world.owner);
  await emit(world.owner, "first");
  await restore(busy, quiet);
  await emit({ ...world.owner, db: quiet.db }, "second");
  await restore(quiet, busy);
  await emit(world.owner, "third");
  expect(await namesAfter(world.owner, start)).toEqual(["first", "second", "third"]);
});
