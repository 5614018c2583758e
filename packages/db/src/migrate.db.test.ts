import { readFileSync } from "node:fs";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { migrate, MIGRATIONS_DIR } from "./migrate.ts";
import { testDatabase } from "./testing/database.ts";

const { db, url } = await testDatabase();

test("migrating again, even from several processes at once, changes nothing", async () => {
  await Promise.all([migrate(url), migrate(url), migrate(url)]);
  const [row] = await db.execute<{ applied: string }>(
    sql`select count(*) as applied from drizzle.__drizzle_migrations`,
  );
  const journal: { entries: unknown[] } = JSON.parse(
    readFileSync(join(MIGRATIONS_DIR, "meta", "_journal.json"), "utf8"),
  );
  expect(Number(row?.applied)).toBe(journal.entries.length);
});
