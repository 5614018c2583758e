import { bugSearch } from "@hawkmoth/db/schema/bug";
import { captures } from "@hawkmoth/db/schema/capture";
import { testDatabase } from "@hawkmoth/db/testing/database";
import { CreateBugInput, ListBugsInput, SearchBugsInput } from "@hawkmoth/domain/bug/schema";
import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { createBug } from "../bug/create-bug.ts";
import { listBugs } from "../bug/list-bugs.ts";
import { searchBugs } from "../bug/search-bugs.ts";
import { updateBug } from "../bug/update-bug.ts";
import { createComment } from "../comment/create-comment.ts";
import { publicContext } from "../testing/context.ts";
import { makeWorld, type World } from "../testing/world.ts";
import { inWorkspace } from "../transaction.ts";
import { addWords, rewriteWords } from "./bug-words.ts";
import { sweepWords } from "./sweep-words.ts";

const { db, behind } = await testDatabase();

const file = async (world: World, given: Partial<CreateBugInput>) =>
  (
    await createBug(
      world.owner,
      CreateBugInput.parse({ project_id: world.project_id, title: "x", allow_duplicate: true, ...given }),
    )
  ).bug.id;

const find = async (world: World, query: string) =>
  (await searchBugs(world.owner, SearchBugsInput.parse({ query }))).bugs.map((bug) => bug.id);

describe("a bug is found by", () => {
  test.each([
    [
      "the first word of a Turkish title",
      "İstanbul mağazasında IŞIK yanmıyor",
      ["İstanbul", "istanbul", "ışık", "ISIK"],
    ],
    ["a piece of a Chinese title", "数据库连接失败", ["数据", "连接失", "库连接失败"]],
    ["a piece of a Japanese title", "バグを報告するとエラーになる", ["報告", "エラー", "になる"]],
    ["a piece of a Thai title", "ไม่พบไฟล์ที่อัปโหลด", ["ไฟล์", "อัปโหลด"]],
    ["a piece of a Khmer title", "មិនអាចផ្ទុកឯកសារបាន", ["ឯកសារ", "ផ្ទុក"]],
    ["a word without its accents", "Crème brûlée coûte trop", ["creme", "BRULEE", "coûte"]],
  ])("%s", async (_, title, queries) => {
    const world = await makeWorld(db);
    const id = await file(world, { title });
    await file(world, { title: "something else" });
    for (const query of queries) {
      expect([query, await find(world, query)]).toEqual([query, [id]]);
      const listed = await listBugs(world.owner, ListBugsInput.parse({ query }));
      expect(listed.bugs.map((bug) => bug.id)).toEqual([id]);
    }
  });

  test("what its reporter wrote, its comments, and no longer by what an edit took away", async () => {
    const world = await makeWorld(db);
    const id = await file(world, { title: "İlk başlık", description: "walrus" });
    await createComment(world.owner, { bug_id: id, body: "數據 eğik" });
    for (const query of ["ilk", "walrus", "數據", "egik"]) expect(await find(world, query)).toEqual([id]);
    await updateBug(world.owner, { bug_id: id, title: "Ikinci", description: "penguin", dry_run: false });
    for (const query of ["ıkinci", "penguin", "數據", "egik"]) expect(await find(world, query)).toEqual([id]);
    for (const query of ["ilk", "walrus"]) expect(await find(world, query)).toEqual([]);
    await updateBug(world.owner, { bug_id: id, status: "RESOLVED", resolution_note: "Çözüldü", dry_run: false });
    expect(await find(world, "cozuldu")).toEqual([id]);
  });

  test("all of what many say at once", async () => {
    const world = await makeWorld(db);
    const id = await file(world, {});
    const words = Array.from({ length: 8 }, (_, number) => `said${number}x`);
    await Promise.all(words.map((body) => createComment(world.owner, { bug_id: id, body })));
    for (const word of words) expect(await find(world, word)).toEqual([id]);
  });
});

describe("words that an older splitter made", () => {
  async function makeStale(world: World): Promise<void> {
    await inWorkspace(world.owner, (tx) =>
      tx.update(bugSearch).set({ tsv: sql`array_to_tsvector('{old}'::text[])`, is_stale: true }),
    );
  }

  test("are made anew by the worker, from the bug, its comments and its evidence", async () => {
    const world = await makeWorld(db);
    const ids: string[] = [];
    for (let number = 0; number < 3; number += 1) ids.push(await file(world, { title: `Değişiklik ${number}` }));
    const [first = ""] = ids;
    await createComment(world.owner, { bug_id: first, body: "数据库" });
    await inWorkspace(world.owner, (tx) =>
      tx.insert(captures).values({
        workspace_id: world.workspace_id,
        project_id: world.project_id,
        bug_id: first,
        actor_type: "SYSTEM",
        actor_name: "x",
        via: "SYSTEM",
        report: {},
        search_text: "TypeError: élan",
      }),
    );
    await makeStale(world);
    expect(await find(world, "degisiklik")).toEqual([]);
    await Promise.all([sweepWords(publicContext(db)), sweepWords(publicContext(db))]);
    expect(new Set(await find(world, "degisiklik"))).toEqual(new Set(ids));
    for (const query of ["据库", "elan", "typeerror"]) expect(await find(world, query)).toEqual([first]);
    expect(await find(world, "old")).toEqual([]);
    expect(await sweepWords(publicContext(db))).toEqual({ rewritten: 0 });
  });

  test("lose nothing that is said meanwhile", async () => {
    const world = await makeWorld(db);
    const id = await file(world, { title: "Değişiklik" });
    await makeStale(world);
    const words = Array.from({ length: 5 }, (_, number) => `during${number}x`);
    await Promise.all([
      ...words.map((body) => createComment(world.owner, { bug_id: id, body })),
      sweepWords(publicContext(db)),
      sweepWords(publicContext(db)),
    ]);
    await sweepWords(publicContext(db));
    for (const query of ["degisiklik", ...words]) expect(await find(world, query)).toEqual([id]);
  });
});

test("a bug with more words than have room keeps the first and takes no harm", async () => {
  const world = await makeWorld(db);
  const id = await file(world, { title: "keeps" });
  const many = Array.from({ length: 200_000 }, (_, number) => `word${number}`).join(" ");
  await inWorkspace(world.owner, (tx) => addWords(tx, { workspace_id: world.workspace_id, bug_id: id }, many));
  await createComment(world.owner, { bug_id: id, body: "beyond the room" });
  expect(await find(world, "keeps")).toEqual([id]);
  const [row] = await behind`select pg_column_size(tsv) as size from bug_search where tsv @@ 'keeps'::tsquery`;
  expect(row?.["size"]).toBeLessThan(8_000_000);
  await inWorkspace(world.owner, (tx) => rewriteWords(tx, world.workspace_id, [id]));
  expect(await find(world, "keeps")).toEqual([id]);
});
