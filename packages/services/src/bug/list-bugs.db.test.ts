import { captures } from "@hawkmoth/db/schema/capture";
import { testDatabase } from "@hawkmoth/db/testing/database";
import { CreateBugInput, ListBugsInput, SearchBugsInput } from "@hawkmoth/domain/bug/schema";
import { describe, expect, test } from "vitest";
import { createComment } from "../comment/create-comment.ts";
import { rewriteWords } from "../search/bug-words.ts";
import { inWorkspace } from "../transaction.ts";
import { makeWorld, type World } from "../testing/world.ts";
import { createBug } from "./create-bug.ts";
import { listBugs } from "./list-bugs.ts";
import { searchBugs } from "./search-bugs.ts";

const { db } = await testDatabase();

async function file(world: World, given: Partial<CreateBugInput> = {}) {
  const input = CreateBugInput.parse({
    project_id: world.project_id,
    title: "Coupon fails",
    allow_duplicate: true,
    ...given,
  });
  return (await createBug(world.owner, input)).bug;
}

describe("lists", () => {
  test.each(["updated", "created", "priority"] as const)(
    "pages by %s hold every bug once, also when one is filed meanwhile",
    async (sort) => {
      const world = await makeWorld(db);
      for (let n = 0; n < 7; n += 1) await file(world, { priority: n % 2 ? "HIGH" : "LOW" });
      const all = (await listBugs(world.owner, ListBugsInput.parse({ sort, limit: 100 }))).bugs.map((bug) => bug.id);
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await listBugs(world.owner, ListBugsInput.parse({ sort, limit: 3, cursor }));
        seen.push(...page.bugs.map((bug) => bug.id));
        cursor = page.next_cursor ?? undefined;
        if (seen.length === 3) await file(world, { priority: "CRITICAL", title: "late" });
      } while (cursor);
      expect(seen).toEqual(all);
    },
  );

  test("filters by owner: me, an agent, agents at all, nobody", async () => {
    const world = await makeWorld(db);
    const mine = await file(world, { assignee_id: "me" });
    const agents = await file(world, { assignee_id: world.agent_id });
    const free = await file(world);
    const ids = async (filter: object) =>
      (await listBugs(world.owner, ListBugsInput.parse(filter))).bugs.map((bug) => bug.id);
    expect(await ids({ assignee_id: "me" })).toEqual([mine.id]);
    expect(await ids({ assignee_id: world.agent_id })).toEqual([agents.id]);
    expect(await ids({ assignee_type: "AGENT" })).toEqual([agents.id]);
    expect(await ids({ assignee_id: "none" })).toEqual([free.id]);
  });

  test("of the bugs that are named only those are given that match the filters and can be seen", async () => {
    const [world, elsewhere] = [await makeWorld(db), await makeWorld(db)];
    const [one, two, three] = [await file(world), await file(world, { priority: "HIGH" }), await file(world)];
    const foreign = await file(elsewhere);
    const named = async (bug_id: string[], more: object = {}) =>
      (await listBugs(world.owner, ListBugsInput.parse({ bug_id, ...more }))).bugs.map((bug) => bug.id);
    expect(await named([one.id, three.id, foreign.id])).toEqual([three.id, one.id]);
    expect(await named([one.id, two.id], { priority: ["HIGH"] })).toEqual([two.id]);
    expect(await named([one.id, two.id], { query: "coupon", priority: ["NONE"] })).toEqual([one.id]);
    expect(await named([])).toEqual([]);
  });

  test("labels must all match", async () => {
    const world = await makeWorld(db);
    const both = await file(world, { label: ["ui", "cart"] });
    await file(world, { label: ["ui"] });
    const { bugs } = await listBugs(world.owner, ListBugsInput.parse({ label: ["UI", "cart"] }));
    expect(bugs.map((bug) => bug.id)).toEqual([both.id]);
  });

  test("search matches the beginnings of all words and shows where", async () => {
    const world = await makeWorld(db);
    const bug = await file(world, {
      title: "Checkout breaks",
      description: "Applying the coupon SAVE10 fails with a 500",
    });
    await file(world, { title: "Coupon looks odd" });
    const { bugs } = await searchBugs(world.owner, SearchBugsInput.parse({ query: "coup save" }));
    expect(bugs.map((hit) => hit.id)).toEqual([bug.id]);
    expect(bugs[0]?.snippet).toContain("coupon SAVE10");
    expect((await searchBugs(world.owner, SearchBugsInput.parse({ query: bug.key }))).bugs[0]?.id).toBe(bug.id);
    expect((await searchBugs(world.owner, SearchBugsInput.parse({ query: "' & | !" }))).bugs).toEqual([]);
  });

  test("a bug is found by its comments and by the evidence of its captures", async () => {
    const world = await makeWorld(db);
    const bug = await file(world);
    await createComment(world.owner, { bug_id: bug.id, body: "Happens on Lightsail only" });
    await inWorkspace(world.owner, async (tx) => {
      const capture = { workspace_id: world.workspace_id, project_id: world.project_id, bug_id: bug.id };
      const by = { actor_type: "SYSTEM", actor_name: "x", via: "SYSTEM" } as const;
      await tx
        .insert(captures)
        .values({ ...capture, ...by, report: {}, search_text: "TypeError: discount of undefined" });
      await rewriteWords(tx, world.workspace_id, [bug.id]);
    });
    for (const query of ["lightsail", "typeerror disc", "coupon lightsail discount"])
      expect((await searchBugs(world.owner, SearchBugsInput.parse({ query }))).bugs.map((hit) => hit.id)).toEqual([
        bug.id,
      ]);
  });
});
