import { bugs } from "@hawkmoth/db/schema/bug";
import type { BugSort } from "@hawkmoth/domain/bug/schema";
import { AppError } from "@hawkmoth/domain/errors";
import { isId } from "@hawkmoth/domain/ids";
import { cursorRank, cursorTime, decodeCursor, encodeCursor } from "@hawkmoth/domain/pagination";
import { asc, desc, sql, type SQL } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";

/** The columns an order looks at, of the table or of a query over it. */
export type OrderColumns = Record<"id" | "updated_at" | "created_at" | "priority_rank", AnyPgColumn>;

/**
 * Newest or most urgent first, the id deciding between equals, and at most `limit` rows. The limit is written into the
 * query: as a parameter it would be unknown to a stored plan, and Postgres would plan the query anew at each call.
 */
export function firstOf(sort: BugSort, limit: number, columns: OrderColumns = bugs): SQL[] {
  const [first, second] = orderBy(sort, columns);
  return [first, sql`${second} limit ${sql.raw(String(Math.trunc(limit)))}`];
}

function orderBy(sort: BugSort, columns: OrderColumns): [SQL, SQL] {
  switch (sort) {
    case "updated":
      return [desc(columns.updated_at), desc(columns.id)];
    case "created":
      return [desc(columns.created_at), desc(columns.id)];
    case "priority":
      return [asc(columns.priority_rank), asc(columns.id)];
  }
}

/** Where a page ended. */
export interface LastOfPage {
  id: string;
  updated_at: string;
  created_at: string;
  priority_rank: number | null;
}

/** The cursor of the page after this row. */
export function cursorAfter(sort: BugSort, last: LastOfPage): string {
  switch (sort) {
    case "updated":
      return encodeCursor([sort, last.updated_at, last.id]);
    case "created":
      return encodeCursor([sort, last.created_at, last.id]);
    case "priority":
      return encodeCursor([sort, last.priority_rank, last.id]);
  }
}

/** The bugs that come after a cursor. @throws INVALID_INPUT when it was made for another order or not here. */
export function afterCursor(sort: BugSort, cursor: string | undefined): SQL | undefined {
  if (cursor === undefined) return undefined;
  const [made_for, value, id] = decodeCursor(cursor, 3);
  if (made_for !== sort || typeof id !== "string" || !isId("bug", id))
    throw new AppError("INVALID_INPUT", {
      message: "Invalid 'cursor': it belongs to another order; start again without it",
      field: "cursor",
    });
  const uuid = sql.param(id, bugs.id);
  switch (sort) {
    case "updated":
      return sql`(${bugs.updated_at}, ${bugs.id}) < (${cursorTime(value)}::timestamptz, ${uuid})`;
    case "created":
      return sql`(${bugs.created_at}, ${bugs.id}) < (${cursorTime(value)}::timestamptz, ${uuid})`;
    case "priority":
      return sql`(${bugs.priority_rank}, ${bugs.id}) > (${cursorRank(value)}::smallint, ${uuid})`;
  }
}
