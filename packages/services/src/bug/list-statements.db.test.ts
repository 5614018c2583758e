import { MAX_STATEMENTS_PER_CONNECTION } from "@hawkmoth/db/statement-budget";
import { testDatabase } from "@hawkmoth/db/testing/database";
import { ListBugsInput, SearchBugsInput } from "@hawkmoth/domain/bug/schema";
import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import type { ServiceContext } from "../context.ts";
import { makeWorld } from "../testing/world.ts";
import { listBugs } from "./list-bugs.ts";
import { searchBugs } from "./search-bugs.ts";

const CONNECTIONS = 2;
const { db } = await testDatabase({ max_connections: CONNECTIONS });

/** Statements that each connection of the pool keeps, once all of them were asked. */
async function keptByConnection(): Promise<number[]> {
  const kept = new Map<number, number>();
  while (kept.size < CONNECTIONS) {
    const rows = await Promise.all(
      Array.from({ length: CONNECTIONS * 2 }, () =>
        db.execute<{ pid: number; count: number }>(
          sql`select pg_backend_pid() as pid, count(*)::int as count, pg_sleep(0.01)::text from pg_prepared_statements`,
        ),
      ),
    );
    for (const [row] of rows) if (row) kept.set(row.pid, row.count);
  }
  return [...kept.values()];
}

/** Every way to combine these filters, by the bits of a number: each makes a text of its own. */
function filtersOf(ctx: ServiceContext, bits: number) {
  const has = (bit: number) => (bits & (1 << bit)) !== 0;
  return {
    ...(has(0) ? { status: ["OPEN"] } : {}),
    ...(has(1) ? { priority: ["HIGH"] } : {}),
    ...(has(2) ? { severity: ["MEDIUM"] } : {}),
    ...(has(3) ? { label: ["ui", "cart"].slice(0, has(9) ? 2 : 1) } : {}),
    ...(has(4) ? { assignee_type: "MEMBER" } : {}),
    ...(has(5) ? { assignee_id: has(9) ? "none" : (ctx.actor.id ?? "me") } : {}),
    ...(has(6) ? { source: ["API"] } : {}),
    ...(has(7) ? { updated_after: "2026-01-01T00:00:00.000Z" } : {}),
    ...(has(8) ? { query: "coupon" } : {}),
    state: has(9) ? "all" : "open",
  };
}

test("hundreds of combinations of filters, sorts and limits leave a bounded number of statements on each connection", async () => {
  const { owner } = await makeWorld(db);
  const common = () => listBugs(owner, ListBugsInput.parse({}));
  for (let bits = 0; bits < 1024; bits += 16) {
    await Promise.all(
      [1, 3, 5, 7].map(async (low) => {
        const sort = ["updated", "created", "priority"][bits % 3];
        const limit = 1 + (bits % 100);
        const input = ListBugsInput.parse({ ...filtersOf(owner, bits + low), sort, limit });
        for (let times = 0; times < 3; times += 1) await listBugs(owner, input);
        await searchBugs(owner, SearchBugsInput.parse({ query: "coupon", limit }));
        await common();
      }),
    );
  }
  const kept = await keptByConnection();
  expect(kept).toHaveLength(CONNECTIONS);
  expect(Math.max(...kept)).toBeLessThanOrEqual(MAX_STATEMENTS_PER_CONNECTION);
  // The list that everybody asks for is among them on every connection.
  const texts = await Promise.all(
    Array.from({ length: CONNECTIONS * 4 }, () =>
      db.execute<{ count: number }>(
        sql`select count(*)::int as count, pg_sleep(0.01)::text from pg_prepared_statements where statement like '%from "bug"%limit 26%'`,
      ),
    ),
  );
  for (const [row] of texts) expect(row?.count).toBeGreaterThan(0);
}, 120_000);
