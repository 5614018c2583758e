import { bugs } from "@hawkmoth/db/schema/bug";
import { testDatabase } from "@hawkmoth/db/testing/database";
import { makeProject } from "@hawkmoth/db/testing/factories";
import { ListBugsInput, SearchBugsInput } from "@hawkmoth/domain/bug/schema";
import { newId } from "@hawkmoth/domain/ids";
import { expect, test } from "vitest";
import { makeColleague } from "../testing/colleague.ts";
import { makeWorld, type World } from "../testing/world.ts";
import { rewriteWords } from "../search/bug-words.ts";
import { inWorkspace } from "../transaction.ts";
import { listBugs } from "./list-bugs.ts";
import { searchBugs } from "./search-bugs.ts";

const { db } = await testDatabase();

interface Row {
  title: string;
  status?: "OPEN" | "CLOSED";
  description?: string;
}

/** Files bugs a minute apart, the first of them the oldest, and returns their ids in that order. */
async function file(world: World, rows: Row[]): Promise<string[]> {
  const start = Date.now() - rows.length * 60_000;
  const values = rows.map((row, position) => {
    const at = new Date(start + position * 60_000).toISOString();
    const made = { created_by_type: "SYSTEM", created_by_name: "x", created_via: "SYSTEM", source: "API" } as const;
    const place = { workspace_id: world.workspace_id, project_id: world.project_id };
    return { ...place, ...made, ...row, id: newId("bug"), number: position + 1, created_at: at, updated_at: at };
  });
  await inWorkspace(world.owner, async (tx) => {
    for (let from = 0; from < values.length; from += 500) {
      const some = values.slice(from, from + 500);
      await tx.insert(bugs).values(some);
      await rewriteWords(
        tx,
        world.workspace_id,
        some.map((row) => row.id),
      );
    }
  });
  return values.map((row) => row.id);
}

const search = async (world: World, query: string, more: object = {}) =>
  await searchBugs(world.owner, SearchBugsInput.parse({ query, ...more }));

async function pages(world: World, query: string, limit: number): Promise<string[]> {
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await search(world, query, { limit, cursor });
    seen.push(...page.bugs.map((bug) => bug.id));
    cursor = page.next_cursor ?? undefined;
  } while (cursor);
  return seen;
}

test("rare words are found however old the bug, common ones newest first, and pages hold each once", async () => {
  const world = await makeWorld(db);
  const rows = Array.from({ length: 2100 }, (_, position) => ({
    title: position % 700 === 0 ? `walrus common ${position}` : "common",
  }));
  const ids = await file(world, rows);
  const walruses = ids.filter((_, position) => position % 700 === 0).toReversed();
  expect((await search(world, "walr")).bugs.map((bug) => bug.id)).toEqual(walruses);
  expect((await search(world, "common walrus", { limit: 2 })).bugs.map((bug) => bug.id)).toEqual(walruses.slice(0, 2));
  expect((await search(world, "common", { limit: 3 })).bugs.map((bug) => bug.id)).toEqual(ids.slice(-3).toReversed());
  expect(await pages(world, "walrus", 1)).toEqual(walruses);
  expect(await pages(world, "common", 100)).toEqual(ids.toReversed());
  const listed = await listBugs(world.owner, ListBugsInput.parse({ query: "walrus", sort: "created" }));
  expect(listed.bugs.map((bug) => bug.id)).toEqual(walruses);
});

test("a key brings its bug first, whatever its words, and the bug is not repeated", async () => {
  const world = await makeWorld(db);
  const key = `${world.project_key}-1`;
  const ids = await file(world, [{ title: "plain" }, { title: `see ${key}` }, { title: `again ${key}` }]);
  expect(await pages(world, ` ${key.toLowerCase()} `, 2)).toEqual([ids[0], ids[2], ids[1]]);
  expect(await pages(world, key, 1)).toEqual([ids[0], ids[2], ids[1]]);
});

test("filters hold for words too", async () => {
  const world = await makeWorld(db);
  const [open, closed] = await file(world, [{ title: "walrus" }, { title: "walrus", status: "CLOSED" }]);
  const list = async (input: object) =>
    (await listBugs(world.owner, ListBugsInput.parse({ query: "walrus", ...input }))).bugs.map((bug) => bug.id);
  expect(await list({})).toEqual([open]);
  expect(await list({ state: "closed" })).toEqual([closed]);
  expect(await list({ state: "all", status: ["CLOSED", "OPEN"] })).toEqual([closed, open]);
  expect(await list({ state: "all", priority: ["HIGH"] })).toEqual([]);
  expect((await search(world, "walrus", { status: ["OPEN"] })).bugs.map((bug) => bug.id)).toEqual([open]);
});

test("words of another workspace and of projects one is not in find nothing", async () => {
  const [world, elsewhere] = [await makeWorld(db), await makeWorld(db)];
  await file(world, [{ title: "walrus" }]);
  const stranger = await makeColleague(db, world);
  for (const owner of [elsewhere.owner, stranger]) {
    expect((await searchBugs(owner, SearchBugsInput.parse({ query: "walrus" }))).bugs).toEqual([]);
    expect((await searchBugs(owner, SearchBugsInput.parse({ query: `${world.project_key}-1` }))).bugs).toEqual([]);
  }
});

test("a project that is not the actor's is missing, also for an owner of the workspace", async () => {
  const [world, elsewhere] = [await makeWorld(db), await makeWorld(db)];
  const hidden = await makeProject(db, world.workspace_id);
  const member = await makeColleague(db, world, { project_role: "VIEWER" });
  for (const [ctx, project_id] of [
    [world.owner, elsewhere.project_id],
    [world.owner, newId("project")],
    [member, hidden.id],
  ] as const) {
    await expect(listBugs(ctx, ListBugsInput.parse({ project_id }))).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(searchBugs(ctx, SearchBugsInput.parse({ project_id, query: "x" }))).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  }
});

test("a time that does not exist is refused before the database sees it", async () => {
  const world = await makeWorld(db);
  const list = listBugs(world.owner, ListBugsInput.parse({ updated_after: "0000-01-01T00:00:00Z" }));
  await expect(list).rejects.toMatchObject({ code: "INVALID_INPUT", options: { field: "updated_after" } });
});

test("the snippet is one line of at most 160 characters around the match", async () => {
  const world = await makeWorld(db);
  await file(world, [{ title: "x", description: `${"before ".repeat(60)}\n\n  walrus ${"after ".repeat(60)}` }]);
  const [hit] = (await search(world, "walrus")).bugs;
  expect(hit?.snippet).toMatch(/^….*before walrus after.*…$/);
  expect(hit?.snippet.length).toBeLessThanOrEqual(160);
});

test.each([
  ["of another order", { sort: "updated" as const, other: "created" as const }],
  ["of another order", { sort: "priority" as const, other: "updated" as const }],
])("a cursor %s is refused", async (_, { sort, other }) => {
  const world = await makeWorld(db);
  await file(world, [{ title: "a" }, { title: "b" }]);
  const { next_cursor } = await listBugs(world.owner, ListBugsInput.parse({ sort, limit: 1 }));
  const wrong = listBugs(world.owner, ListBugsInput.parse({ sort: other, cursor: next_cursor ?? "" }));
  await expect(wrong).rejects.toMatchObject({ code: "INVALID_INPUT", options: { field: "cursor" } });
});

test.each([
  ["updated", ["updated", "yesterday", "ID"]],
  ["updated", ["updated", null, "ID"]],
  ["updated", ["updated", "2026-99-99T00:00:00Z", "ID"]],
  ["priority", ["priority", "x", "ID"]],
  ["priority", ["priority", 1.5, "ID"]],
  ["priority", ["priority", 99_999, "ID"]],
  ["updated", ["updated", "2026-02-30T00:00:00.000Z", "ID"]],
  ["created", ["created", "0000-01-01T00:00:00.000Z", "ID"]],
  ["priority", ["priority", 1, "bug_x"]],
] as const)("a forged cursor of %s never reaches the database: %j", async (sort, values) => {
  const world = await makeWorld(db);
  const forged = values.map((value) => (value === "ID" ? newId("bug") : value));
  const cursor = btoa(JSON.stringify(forged));
  const list = listBugs(world.owner, ListBugsInput.parse({ sort, cursor }));
  await expect(list).rejects.toMatchObject({ code: "INVALID_INPUT", options: { field: "cursor" } });
});
