import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { migrate, MIGRATIONS_DIR } from "./migrate.ts";
import { testDatabase } from "./testing/database.ts";

const { owner_url, behind } = await testDatabase();

test("migrating again, even from several processes at once, changes nothing", async () => {
  await Promise.all([migrate(owner_url), migrate(owner_url), migrate(owner_url)]);
  const [row] = await behind`select count(*) as applied from drizzle.__drizzle_migrations`;
  const journal: { entries: unknown[] } = JSON.parse(
    readFileSync(join(MIGRATIONS_DIR, "meta", "_journal.json"), "utf8"),
  );
  expect(Number(row?.applied)).toBe(journal.entries.length);
});
