import type { Tx } from "@hawkmoth/db/client";
import { regressionCases } from "@hawkmoth/db/schema/regression";
import { AppError } from "@hawkmoth/domain/errors";
import { MAX_CASES } from "@hawkmoth/domain/regression/schema";
import { and, eq, gte, isNotNull, lt, sql } from "drizzle-orm";
import type { SuiteRow } from "./suite-rows.ts";

/** How many cases of the suite are in use. */
export async function countCases(tx: Tx, suite: SuiteRow): Promise<number> {
  const inUse = isNotNull(regressionCases.position);
  return tx.$count(regressionCases, and(ofSuite(suite), inUse));
}

/**
 * Makes room for one more case and says where it goes. The caller holds the lock on the suite.
 * @throws CONFLICT when the suite is full.
 */
export async function makeRoom(tx: Tx, suite: SuiteRow, wanted: number | undefined): Promise<number> {
  const count = await countCases(tx, suite);
  if (count >= MAX_CASES)
    throw new AppError("CONFLICT", {
      message: `A suite holds at most ${MAX_CASES} cases.`,
      hint: "Archive some, or make another suite.",
    });
  const position = Math.min(wanted ?? count + 1, count + 1);
  await shift(tx, suite, { from: position, until: count + 1, by: 1 });
  return position;
}

/** Closes the gap a case leaves. The caller holds the lock on the suite. */
export async function closeGap(tx: Tx, suite: SuiteRow, at: number): Promise<void> {
  await shift(tx, suite, { from: at + 1, until: MAX_CASES + 1, by: -1 });
}

/** Moves the cases between the old and the new place of one case and says where that one goes. */
export async function moveWithin(
  tx: Tx,
  suite: SuiteRow,
  { from, wanted }: { from: number; wanted: number },
): Promise<number> {
  const to = Math.min(wanted, await countCases(tx, suite));
  if (to < from) await shift(tx, suite, { from: to, until: from, by: 1 });
  if (to > from) await shift(tx, suite, { from: from + 1, until: to + 1, by: -1 });
  return to;
}

async function shift(
  tx: Tx,
  suite: SuiteRow,
  { from, until, by }: { from: number; until: number; by: 1 | -1 },
): Promise<void> {
  await tx
    .update(regressionCases)
    .set({ position: sql`${regressionCases.position} + ${by}::int` })
    .where(and(ofSuite(suite), gte(regressionCases.position, from), lt(regressionCases.position, until)));
}

function ofSuite(suite: SuiteRow) {
  return and(eq(regressionCases.workspace_id, suite.workspace_id), eq(regressionCases.suite_id, suite.id));
}
