import type { Tx } from "@hawkmoth/db/client";
import { bugs } from "@hawkmoth/db/schema/bug";
import { projects } from "@hawkmoth/db/schema/project";
import type { BugSearchList, SearchBugsInput } from "@hawkmoth/domain/bug/schema";
import { parseBugKey } from "@hawkmoth/domain/ids";
import { searchTerms } from "@hawkmoth/domain/search/text";
import { and, eq, ne, sql, type SQL } from "drizzle-orm";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { assertProjects } from "../project/rows.ts";
import { inWorkspace } from "../transaction.ts";
import { anyOf, visibleBugs } from "./bug-filters.ts";
import { afterCursor, cursorAfter } from "./bug-order.ts";
import { shownText } from "./lockdown.ts";
import { selectSummaries, toSummary } from "./rows.ts";
import { snippetOf } from "./snippet.ts";
import { findByText } from "./text-search.ts";

const SORT = "updated";
const NEWER_THAN_ALL = "9999-12-31T23:59:59.999Z";

/**
 * Finds bugs by words, newest first; each must be the beginning of a word of the bug. A bug whose key is the query
 * comes before all others. Spam stays hidden.
 * @throws NOT_FOUND for a project the actor can't see.
 */
export async function searchBugs(ctx: ServiceContext, input: SearchBugsInput): Promise<BugSearchList> {
  const { query, project_id, cursor, limit } = input;
  if (project_id !== undefined) authorize(ctx, "bug.read", project_id);
  const filters = filtersOf(ctx, input);
  return await inWorkspace(ctx, async (tx) => {
    if (project_id !== undefined) await assertProjects(tx, ctx, [project_id]);
    const named = await findByKey(tx, query, filters);
    const where = and(filters, afterCursor(SORT, cursor), named === null ? undefined : ne(bugs.id, named));
    const first = named !== null && cursor === undefined ? [named] : [];
    const room = limit - first.length;
    const found = await findByText(tx, ctx, { query, where, sort: SORT, limit: room + 1 });
    const ids = [...first, ...found.slice(0, room)];
    const hits = await readHits(tx, ctx, { ids, query });
    // Where the named bug fills the page alone, the next one begins with the newest of the others.
    const last = room === 0 ? hits[0] && { ...hits[0], updated_at: NEWER_THAN_ALL } : hits.at(-1);
    return {
      bugs: hits,
      next_cursor: found.length > room && last ? cursorAfter(SORT, { ...last, priority_rank: null }) : null,
    };
  });
}

function filtersOf(ctx: ServiceContext, { project_id, status, priority }: SearchBugsInput): SQL | undefined {
  return and(
    visibleBugs(ctx),
    sql`${bugs.resolution} is distinct from 'SPAM'`,
    project_id === undefined ? undefined : eq(bugs.project_id, project_id),
    status === undefined ? undefined : anyOf(bugs.status, status),
    priority === undefined ? undefined : anyOf(bugs.priority, priority),
  );
}

async function findByKey(tx: Tx, query: string, filters: SQL | undefined): Promise<string | null> {
  const key = parseBugKey(query.trim());
  if (!key) return null;
  const [row] = await tx
    .select({ id: bugs.id })
    .from(bugs)
    .innerJoin(projects, and(eq(projects.workspace_id, bugs.workspace_id), eq(projects.id, bugs.project_id)))
    .where(and(eq(projects.key, key.project_key), eq(bugs.number, key.number), filters));
  return row?.id ?? null;
}

async function readHits(
  tx: Tx,
  ctx: ServiceContext,
  { ids, query }: { ids: string[]; query: string },
): Promise<BugSearchList["bugs"]> {
  if (ids.length === 0) return [];
  const where = and(eq(bugs.workspace_id, ctx.actor.workspace_id), anyOf(bugs.id, ids));
  const [rows, texts] = await Promise.all([
    selectSummaries(tx).where(where),
    tx.select({ id: bugs.id, description: bugs.description, url: bugs.url }).from(bugs).where(where),
  ]);
  const terms = searchTerms(query);
  return ids.flatMap((id) => {
    const row = rows.find((one) => one.bug.id === id);
    const text = texts.find((one) => one.id === id);
    if (!row) return [];
    const snippet = snippetOf([row.bug.title, text?.description ?? "", text?.url ?? ""], terms);
    const place = { ...row.bug, is_locked_down: row.is_locked_down };
    return [{ ...toSummary(ctx, row), snippet: shownText(ctx, place, snippet) }];
  });
}
