import { inWorkspace } from "@hawkmoth/db/in-workspace";
import { bugFingerprints } from "@hawkmoth/db/schema/duplicate";
import { testDatabase } from "@hawkmoth/db/testing/database";
import { MIGRATIONS_DIR } from "@hawkmoth/db/migrate";
import { CreateBugInput } from "@hawkmoth/domain/bug/schema";
import { FindSimilarInput } from "@hawkmoth/domain/duplicate/schema";
import { eq } from "drizzle-orm";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createBug } from "../bug/create-bug.ts";
import { publicContext } from "../testing/context.ts";
import { makeWorld, type World } from "../testing/world.ts";
import { findSimilarBugs } from "./find-similar-bugs.ts";
import { MISSING, sweepTitles } from "./sweep-titles.ts";

const { db, behind } = await testDatabase();

async function file(world: World, title: string): Promise<string> {
  const input = CreateBugInput.parse({ project_id: world.project_id, title, allow_duplicate: true });
  return (await createBug(world.owner, input)).bug.id;
}

/** As it was before titles had bands, and then migrated. */
async function forgetBands(): Promise<void> {
  await behind`delete from bug_fingerprint where layer = 'TITLE'`;
  const migration = readFileSync(join(MIGRATIONS_DIR, "0016_count_and_compare.sql"), "utf8");
  for (const statement of migration.split("--> statement-breakpoint"))
    if (/INSERT/.test(statement)) await behind.unsafe(statement);
}

const bandsOf = (world: World) =>
  inWorkspace(db, world.workspace_id, (tx) =>
    tx.select({ hash: bugFingerprints.hash }).from(bugFingerprints).where(eq(bugFingerprints.layer, "TITLE")),
  );

test("titles from before there were bands are found by similar ones once they were swept, in each workspace", async () => {
  const [world, other] = [await makeWorld(db), await makeWorld(db)];
  await file(world, "?!");
  const id = await file(world, "Voucherzz ignored atcheckout");
  await file(other, "Elsewhere");
  const before = await bandsOf(world);
  await forgetBands();
  const text = "Vouchersz ignoredd at-checkout";
  const similar = async () => (await findSimilarBugs(world.owner, FindSimilarInput.parse({ text }))).bugs;
  expect(await similar()).toEqual([]);
  expect(await bandsOf(world)).toEqual([{ hash: MISSING }, { hash: MISSING }]);
  expect(await sweepTitles(publicContext(db))).toEqual({ filled: 3 });
  expect((await bandsOf(world)).map(({ hash }) => hash).toSorted()).toEqual(before.map(({ hash }) => hash).toSorted());
  expect(await similar()).toMatchObject([{ id, why: [expect.stringMatching(/^similar title/)] }]);
  expect(await sweepTitles(publicContext(db))).toEqual({ filled: 0 });
});
