import { bugs } from "@hawkmoth/db/schema/bug";
import type { BugList, BugSort, ListBugsInput } from "@hawkmoth/domain/bug/schema";
import { AppError } from "@hawkmoth/domain/errors";
import { isId } from "@hawkmoth/domain/ids";
import { decodeCursor, encodeCursor } from "@hawkmoth/domain/pagination";
import { and, asc, desc, sql, type SQL } from "drizzle-orm";
import type { ServiceContext } from "../context.ts";
import { inWorkspace } from "../transaction.ts";
import { bugFilters } from "./bug-filters.ts";
import { selectSummaries, toSummary, type SelectedSummary } from "./rows.ts";

/** Lists the bugs the actor can see, newest or most urgent first, one keyset page at a time. */
export async function listBugs(ctx: ServiceContext, input: ListBugsInput): Promise<BugList> {
  return inWorkspace(ctx, async (tx) => {
    const where = and(bugFilters(ctx, input), input.cursor === undefined ? undefined : after(input.sort, input.cursor));
    const rows = await selectSummaries(tx)
      .where(where)
      .orderBy(...order(input.sort))
      .limit(input.limit + 1);
    const page = rows.slice(0, input.limit);
    const last = page.at(-1);
    const has_more = rows.length > input.limit;
    return {
      bugs: page.map(toSummary),
      next_cursor: has_more && last ? encodeCursor([input.sort, sortValue(input.sort, last), last.bug.id]) : null,
      ...(input.cursor === undefined && !has_more ? { total: page.length } : {}),
    };
  });
}

function order(sort: BugSort): SQL[] {
  switch (sort) {
    case "updated":
      return [desc(bugs.updated_at), desc(bugs.id)];
    case "created":
      return [desc(bugs.created_at), desc(bugs.id)];
    case "priority":
      return [asc(bugs.priority_rank), asc(bugs.id)];
  }
}

function sortValue(sort: BugSort, { bug }: SelectedSummary): string | number | null {
  switch (sort) {
    case "updated":
      return bug.updated_at;
    case "created":
      return bug.created_at;
    case "priority":
      return bug.priority_rank;
  }
}

function after(sort: BugSort, cursor: string): SQL {
  const [made_for, value, id] = decodeCursor(cursor, 3);
  if (made_for !== sort || typeof id !== "string" || !isId("bug", id))
    throw new AppError("INVALID_INPUT", {
      message: "Invalid 'cursor': it belongs to another order; start again without it",
      field: "cursor",
    });
  const uuid = sql.param(id, bugs.id);
  switch (sort) {
    case "updated":
      return sql`(${bugs.updated_at}, ${bugs.id}) < (${value}::timestamptz, ${uuid})`;
    case "created":
      return sql`(${bugs.created_at}, ${bugs.id}) < (${value}::timestamptz, ${uuid})`;
    case "priority":
      return sql`(${bugs.priority_rank}, ${bugs.id}) > (${value}::smallint, ${uuid})`;
  }
}
