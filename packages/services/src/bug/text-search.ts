import type { Tx } from "@hawkmoth/db/client";
import { bugs, bugSearch } from "@hawkmoth/db/schema/bug";
import type { BugSort } from "@hawkmoth/domain/bug/schema";
import { searchTerms } from "@hawkmoth/domain/search/text";
import { and, sql, type SQL } from "drizzle-orm";
import type { ServiceContext } from "../context.ts";
import { firstOf } from "./bug-order.ts";

/** How many bugs are looked at one by one, in the wanted order, before the index over all words is asked. */
const WINDOW = 2000;

/** What to look for, among which bugs, in which order. */
export interface TextQuery {
  query: string;
  /** Conditions on the bug table. */
  where: SQL | undefined;
  sort: BugSort;
  limit: number;
}

/**
 * Finds the first bugs whose words begin with every word of the query. A common word fills a page out of the first few
 * thousand bugs, where its index entry would name half of all bugs; a rare one is found through the index. Each way is
 * slow where the other is fast, so both are tried, the bounded one first.
 */
export async function findByText(tx: Tx, ctx: ServiceContext, wanted: TextQuery): Promise<string[]> {
  const words = tsqueryOf(wanted.query);
  if (words === null) return [];
  const recent = await amongFirst(tx, wanted, words);
  if (recent.length >= wanted.limit) return recent;
  const rows = await tx
    .select({ id: bugs.id })
    .from(bugs)
    .where(and(wanted.where, sql`${bugs.id} in (${allHits(ctx, words)})`))
    .orderBy(...firstOf(wanted.sort, wanted.limit));
  return rows.map(({ id }) => id);
}

async function amongFirst(tx: Tx, { where, sort, limit }: TextQuery, words: string): Promise<string[]> {
  const { workspace_id, id, updated_at, created_at, priority_rank } = bugs;
  const first = tx
    .select({ workspace_id, id, updated_at, created_at, priority_rank })
    .from(bugs)
    .where(where)
    .orderBy(...firstOf(sort, WINDOW))
    .as("first");
  // As a scalar subquery the document is always read by its key, whatever the planner thinks of the words.
  const document = sql`(select ${bugSearch.tsv} from ${bugSearch}
    where ${bugSearch.workspace_id} = ${first.workspace_id} and ${bugSearch.bug_id} = ${first.id})`;
  const rows = await tx
    .select({ id: first.id })
    .from(first)
    .where(sql`${document} @@ ${words}::tsquery`)
    .orderBy(...firstOf(sort, limit, first));
  return rows.map((row) => row.id);
}

function allHits(ctx: ServiceContext, words: string): SQL {
  const workspace = sql.param(ctx.actor.workspace_id, bugSearch.workspace_id);
  return sql`with hit as materialized (
    select bug_id from bug_search where workspace_id = ${workspace} and tsv @@ ${words}::tsquery
  ) select bug_id from hit`;
}

/** `'coup':* & 'save':*`; null when the text holds no word. Words are letters, marks, digits and underscores only. */
function tsqueryOf(query: string): string | null {
  const terms = searchTerms(query);
  return terms.length === 0 ? null : terms.map((term) => `'${term}':*`).join(" & ");
}
