import { inWorkspace } from "@hawkmoth/db/in-workspace";
import { bugs } from "@hawkmoth/db/schema/bug";
import { testDatabase } from "@hawkmoth/db/testing/database";
import { makeProject } from "@hawkmoth/db/testing/factories";
import { CreateBugInput, UpdateBugInput } from "@hawkmoth/domain/bug/schema";
import { eq, sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { makeColleague } from "../testing/colleague.ts";
import { makeWorld, type World } from "../testing/world.ts";
import { createBug } from "./create-bug.ts";
import { listBugs } from "./list-bugs.ts";
import { updateBug } from "./update-bug.ts";
import { ListBugsInput } from "@hawkmoth/domain/bug/schema";

const { db } = await testDatabase();

const ERROR = "RangeError: Invalid time value";

function file(world: World, title: string, more: object = {}) {
  return createBug(world.owner, CreateBugInput.parse({ project_id: world.project_id, title, ...more }));
}

async function countOf(world: World): Promise<number> {
  return (await listBugs(world.owner, ListBugsInput.parse({ state: "all" }))).bugs.length;
}

describe("filing what was filed within a day", () => {
  test("answers with the bug that is there, says that nothing was created and why, and creates nothing", async () => {
    const world = await makeWorld(db);
    const first = await file(world, "Coupon breaks the cart");
    expect(first).toMatchObject({ created: true, possible_duplicates: [] });
    const again = await file(world, "coupon breaks the cart!", { priority: "HIGH" });
    expect(again).toMatchObject({
      created: false,
      bug: { id: first.bug.id, priority: "NONE", version: 1 },
      possible_duplicates: [{ key: first.bug.key, why: ["same title"] }],
    });
    expect(await countOf(world)).toBe(1);
  });

  test("goes by the error with its page as well, however it is told", async () => {
    const world = await makeWorld(db);
    const url = "https://shop.example/orders/12";
    const first = await file(world, "Order page is blank", { description: `Console: ${ERROR}`, url });
    const again = await file(world, "White screen after paying", {
      description: `I get \`${ERROR}\``,
      url: "https://shop.example/orders/99",
    });
    expect(again).toMatchObject({ created: false, bug: { id: first.bug.id } });
    const elsewhere = await file(world, "Calendar does not open", {
      description: ERROR,
      url: "https://shop.example/calendar",
    });
    expect(elsewhere).toMatchObject({ created: true, possible_duplicates: [{ key: first.bug.key, score: 0.6 }] });
  });

  test.each([
    ["another path", "https://shop.example/checkout"],
    ["another query", "https://shop.example/cart?step=2"],
    ["another host", "https://staging.shop.example/cart"],
    ["another record", "https://shop.example/cart/13"],
    ["another page of a router in the fragment", "https://shop.example/cart#/done"],
  ])("does not happen for %s under the same title, and the near one is named", async (_title, url) => {
    const world = await makeWorld(db);
    const first = await file(world, "The page is blank", { url: "https://shop.example/cart" });
    const second = await file(world, "The page is blank", { url, description: "Only here." });
    expect(second).toMatchObject({
      created: true,
      bug: { url, description: "Only here." },
      possible_duplicates: [{ key: first.bug.key }],
    });
  });

  test("does not happen when only the second names a page, nor for the same error on another one", async () => {
    const world = await makeWorld(db);
    await file(world, "The page is blank");
    expect(await file(world, "The page is blank", { url: "https://shop.example/cart" })).toMatchObject({
      created: true,
    });
    const stack = `${ERROR}\n    at format (app.js:1:2)\n    at render (app.js:3:4)`;
    await file(world, "Orders fail", { description: stack, url: "https://shop.example/orders" });
    expect(
      await file(world, "Calendar fails", { description: stack, url: "https://shop.example/calendar" }),
    ).toMatchObject({ created: true, possible_duplicates: [{}] });
  });

  test.each([
    ["https://shop.example/cart", "https://SHOP.example/cart/#total"],
    ["https://shop.example/cart?a=1&b=2", "https://shop.example/cart?b=2&a=1"],
    ["https://shop.example/cart", undefined],
  ])("happens for %s told again as %s", async (url, again) => {
    const world = await makeWorld(db);
    await file(world, "The page is blank", { url });
    expect(await file(world, "The page is blank", { url: again })).toMatchObject({ created: false });
  });

  test("happens all the same when duplicates are allowed", async () => {
    const world = await makeWorld(db);
    await file(world, "Coupon breaks the cart");
    const second = await file(world, "Coupon breaks the cart", { allow_duplicate: true });
    expect(second).toMatchObject({ created: true, possible_duplicates: [] });
    expect(await countOf(world)).toBe(2);
  });

  test("a dry run tells either way and stores nothing", async () => {
    const world = await makeWorld(db);
    expect(await file(world, "Coupon breaks the cart", { dry_run: true })).toMatchObject({
      created: true,
      dry_run: true,
    });
    expect(await countOf(world)).toBe(0);
    await file(world, "Coupon breaks the cart");
    expect(await file(world, "Coupon breaks the cart", { dry_run: true })).toMatchObject({
      created: false,
      dry_run: true,
    });
  });

  test("twice at once is one bug", async () => {
    const world = await makeWorld(db);
    const answers = await Promise.all(Array.from({ length: 6 }, () => file(world, "Coupon breaks the cart")));
    expect(answers.filter(({ created }) => created)).toHaveLength(1);
    expect(new Set(answers.map(({ bug }) => bug.id)).size).toBe(1);
  });
});

describe("a bug is new", () => {
  test("when the one before is closed, older than a day, or of another project or number", async () => {
    const world = await makeWorld(db);
    const { bug } = await file(world, "Order 12 can't be paid");
    expect(await file(world, "Order 13 can't be paid")).toMatchObject({ created: true });
    const other = await makeProject(db, world.workspace_id);
    expect(await file({ ...world, project_id: other.id }, bug.title)).toMatchObject({ created: true });
    await updateBug(world.owner, UpdateBugInput.parse({ bug_id: bug.id, status: "RESOLVED" }));
    const second = await file(world, bug.title);
    expect(second).toMatchObject({ created: true, possible_duplicates: [{ key: bug.key }, {}] });
    await inWorkspace(db, world.workspace_id, (tx) =>
      tx
        .update(bugs)
        .set({ created_at: sql`now() - interval '25 hours'` })
        .where(eq(bugs.id, second.bug.id)),
    );
    expect(await file(world, bug.title)).toMatchObject({ created: true });
  });

  test.each([
    ["User can log in to the administration of the shop without a password", "can log in", "can't log in"],
    ["The export of the customer overview to PDF ends with a blank screen", "PDF", "CSV"],
    ["C++ snippets lose their colours in the preview", "C++", "C#"],
  ])("when its title differs from '%s' in '%s' alone, and the near one is named", async (title, word, other) => {
    const world = await makeWorld(db);
    const first = await file(world, title);
    expect(await file(world, title.replace(word, other))).toMatchObject({
      created: true,
      possible_duplicates: [{ key: first.bug.key }],
    });
  });

  test("to somebody who can't see the project there is nothing to compare with", async () => {
    const world = await makeWorld(db);
    await file(world, "Coupon breaks the cart");
    const stranger = await makeColleague(db, world);
    const input = CreateBugInput.parse({ project_id: world.project_id, title: "Coupon breaks the cart" });
    await expect(createBug(stranger, input)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});
