import { testDatabase } from "@hawkmoth/db/testing/database";
import { makeProject } from "@hawkmoth/db/testing/factories";
import { bugs } from "@hawkmoth/db/schema/bug";
import { CreateBugInput, UpdateBugInput } from "@hawkmoth/domain/bug/schema";
import { FindSimilarInput } from "@hawkmoth/domain/duplicate/schema";
import { newId } from "@hawkmoth/domain/ids";
import { describe, expect, test } from "vitest";
import { createBug } from "../bug/create-bug.ts";
import { updateBug } from "../bug/update-bug.ts";
import { processCapture } from "../capture/process-capture.ts";
import type { ServiceContext } from "../context.ts";
import { completeCapture } from "../ingest/complete-capture.ts";
import { makeColleague } from "../testing/colleague.ts";
import type { IngestContext } from "../ingest/ingest-context.ts";
import { publicContext, testPorts } from "../testing/context.ts";
import { sendCapture, shopFiles } from "../testing/captured.ts";
import { memoryBlobs } from "../testing/memory-blobs.ts";
import { makeWorld, type World } from "../testing/world.ts";
import { rewriteWords } from "../search/bug-words.ts";
import { inWorkspace } from "../transaction.ts";
import { findSimilarBugs } from "./find-similar-bugs.ts";

const { db } = await testDatabase();

const ERROR = "TypeError: Cannot read properties of undefined (reading 'total')";

async function file(world: World, title: string, more: object = {}) {
  const input = { project_id: world.project_id, title, allow_duplicate: true, ...more };
  return (await createBug(world.owner, CreateBugInput.parse(input))).bug;
}

async function similarTo(ctx: ServiceContext, given: object) {
  const { bugs } = await findSimilarBugs(ctx, FindSimilarInput.parse(given));
  return bugs.map(({ key, score, why }) => ({ key, score, why }));
}

describe("bugs like a given one", () => {
  test("come with reasons, the most similar first, and without the bug itself", async () => {
    const world = await makeWorld(db);
    const bug = await file(world, "Cart total is empty", { description: ERROR, url: "https://shop.example/basket/12" });
    const error = await file(world, "Blank page", {
      description: `${ERROR}\nseen twice`,
      url: "https://x.example/basket/7",
    });
    const title = await file(world, "Cart total is empty again", {});
    await file(world, "Logo is blurred on retina screens", { url: "https://shop.example/basket/12" });
    expect(await similarTo(world.owner, { bug_id: bug.key })).toEqual([
      {
        key: error.key,
        score: 0.7,
        why: [`same error: ${ERROR}`, "shares words: total", "same page: /basket/:id"],
      },
      { key: title.key, score: expect.closeTo(0.6, 1), why: [expect.stringMatching(/^similar title 0\.7/)] },
    ]);
  });

  test("are found by a failing call, whatever the ids in its address", async () => {
    const world = await makeWorld(db);
    const bug = await file(world, "Something is off", {
      description: "POST https://shop.example/api/orders/12/pay → 500",
    });
    const same = await file(world, "Nothing happens", { description: "POST /api/orders/99/pay gives 500" });
    await file(world, "Refused", { description: "POST /api/orders/99/pay gives 402" });
    expect(await similarTo(world.owner, { bug_id: bug.id })).toEqual([
      { key: same.key, score: 0.5, why: ["same failing request: POST /api/orders/:id/pay -> 500"] },
    ]);
  });

  test("are not spam; merged ones say into what, and closed ones are told", async () => {
    const world = await makeWorld(db);
    const [bug, spam, merged, closed] = [
      await file(world, "Login spins forever"),
      await file(world, "Login spins forever!"),
      await file(world, "Login spins forever?"),
      await file(world, "Login spins forever."),
    ];
    const change = (bug_id: string, more: object) => updateBug(world.owner, UpdateBugInput.parse({ bug_id, ...more }));
    await change(spam.id, { status: "CLOSED", resolution: "SPAM" });
    await change(merged.id, { duplicate_of: bug.id });
    await change(closed.id, { status: "RESOLVED" });
    const { bugs } = await findSimilarBugs(world.owner, FindSimilarInput.parse({ bug_id: bug.id }));
    expect(bugs).toMatchObject([
      { key: closed.key, resolution: "FIXED", duplicate_of: null, why: ["same title"] },
      { key: merged.key, resolution: "DUPLICATE", duplicate_of: bug.key },
    ]);
  });

  test("are found through what their captures hold", async () => {
    const world = await makeWorld(db, { ...testPorts(), blobs: memoryBlobs() });
    const base = publicContext(db, world.ports);
    const { workspace_id, project_id } = world;
    const sender: IngestContext = { ...base, sender: { actor: world.owner.actor }, origin: null };
    const report = async (title: string) => {
      const { capture_id } = await sendCapture(sender, shopFiles(), { title, project_id });
      const { bug } = await completeCapture(sender, { capture_id });
      await processCapture(base, { workspace_id, capture_id });
      return bug?.id;
    };
    const first = await report("Help!");
    await report("It is broken, do something");
    const [found] = await similarTo(world.owner, { bug_id: first });
    expect(found?.score).toBeGreaterThan(0.9);
    expect(found?.why[0]).toMatch(/^same error in the same place: TypeError/);
    expect((await similarTo(world.owner, { text: "POST /api/coupons 500" }))[0]?.why).toContain(
      "same failing request: POST /api/coupons -> 500",
    );
  });
});

describe("bugs like a text", () => {
  test("are found by error, by title and by all of its words", async () => {
    const world = await makeWorld(db);
    const bug = await file(world, "Voucher is ignored at checkout", { description: `Console says ${ERROR}` });
    expect(await similarTo(world.owner, { text: ERROR })).toMatchObject([
      { key: bug.key, why: [`same error: ${ERROR}`, "all words found"] },
    ]);
    expect(await similarTo(world.owner, { text: "voucher console" })).toMatchObject([
      { key: bug.key, why: ["all words found"] },
    ]);
    expect(await similarTo(world.owner, { text: "voucher ignored at the checkout" })).toMatchObject([
      { key: bug.key, why: [expect.stringMatching(/^similar title/)] },
    ]);
    expect(await similarTo(world.owner, { text: "100% '; drop table bug; -- \\" })).toEqual([]);
  });

  test("are found by some of its words in any form, by rare ones before common ones, and scored low", async () => {
    const world = await makeWorld(db);
    const both = await file(world, "Total is wrong", { description: "The cart forgets every coupon." });
    const coupon = await file(world, "Coupons expire at noon", {});
    const cart = await file(world, "Carts of guests are lost", {});
    const more = await file(world, "Icon of the cart is blurred", {});
    await file(world, "The search is slow", {});
    expect(await similarTo(world.owner, { text: "coupon breaks the cart" })).toEqual([
      { key: both.key, score: expect.closeTo(0.28, 1), why: ["shares words: coupon, cart"] },
      { key: coupon.key, score: expect.closeTo(0.2, 1), why: ["shares words: coupon"] },
      { key: more.key, score: expect.closeTo(0.2, 1), why: ["shares words: cart"] },
      { key: cart.key, score: expect.closeTo(0.2, 1), why: ["shares words: cart"] },
    ]);
    const like = await file(world, "Coupon empties cart", {});
    expect((await similarTo(world.owner, { bug_id: like.key }))[0]).toMatchObject({
      key: both.key,
      why: ["shares words: coupon, cart"],
    });
    expect(await similarTo(world.owner, { text: "what is it that they are doing to me" })).toEqual([]);
    expect(await similarTo(world.owner, { text: "quokka walrus zebra yak ibex heron cart" })).toEqual([]);
  });

  test("are found by a rare word however old, and by a common one among the newest", async () => {
    const world = await makeWorld(db);
    const ids = Array.from({ length: 2200 }, () => newId("bug")).toSorted();
    const made = { created_by_type: "SYSTEM", created_by_name: "x", created_via: "SYSTEM", source: "API" } as const;
    const rows = ids.map((id, position) => ({
      ...made,
      id,
      workspace_id: world.workspace_id,
      project_id: world.project_id,
      number: position + 1,
      title: position === 0 ? "Walrus" : position === 1 ? "Cart was emptied" : `Cart ${position}`,
      updated_at: new Date(Date.now() - (2200 - position) * 60_000).toISOString(),
    }));
    await inWorkspace(world.owner, async (tx) => {
      for (let from = 0; from < rows.length; from += 500) await tx.insert(bugs).values(rows.slice(from, from + 500));
      await rewriteWords(tx, world.workspace_id, ids);
    });
    const found = await similarTo(world.owner, { text: "walrus overturns a cart", limit: 3 });
    expect(found).toEqual([
      { key: `${world.project_key}-1`, score: expect.any(Number), why: ["shares words: walrus"] },
    ]);
    const emptied = await similarTo(world.owner, { text: "somebody emptied my cart" });
    expect(emptied[0]).toMatchObject({ key: `${world.project_key}-2`, why: ["shares words: emptied, cart"] });
  });

  test("are no reason to refuse a bug that shares words only", async () => {
    const world = await makeWorld(db);
    await file(world, "Coupon is ignored", { description: "The cart forgets it at checkout" });
    const draft = { project_id: world.project_id, title: "Checkout cart coupon" };
    expect(await createBug(world.owner, CreateBugInput.parse(draft))).toMatchObject({
      created: true,
      possible_duplicates: [],
    });
  });

  test("need a bug or a text, and not both", async () => {
    const world = await makeWorld(db);
    const bug = await file(world, "Anything");
    for (const input of [{}, { bug_id: bug.id, text: "Anything" }])
      await expect(similarTo(world.owner, input)).rejects.toMatchObject({ code: "INVALID_INPUT" });
  });
});

test("only projects that the caller sees are looked at, and only the one that is named", async () => {
  const world = await makeWorld(db);
  const elsewhere = await makeProject(db, world.workspace_id);
  const far = await file({ ...world, project_id: elsewhere.id }, "Search finds nothing", { description: ERROR });
  const near = await file(world, "Search finds nothing", { description: ERROR });
  const viewer = await makeColleague(db, world, { project_role: "VIEWER" });
  const keysOf = async (ctx: ServiceContext, more: object = {}) =>
    (await similarTo(ctx, { text: `Search finds nothing\n${ERROR}`, ...more })).map(({ key }) => key);
  expect((await keysOf(world.owner)).toSorted()).toEqual([far.key, near.key].toSorted());
  expect(await keysOf(viewer)).toEqual([near.key]);
  expect(await keysOf(world.owner, { project_id: elsewhere.id })).toEqual([far.key]);
  await expect(keysOf(viewer, { project_id: elsewhere.id })).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(similarTo(viewer, { bug_id: far.id })).rejects.toMatchObject({ code: "NOT_FOUND" });
  expect(await keysOf((await makeWorld(db)).owner)).toEqual([]);
});
