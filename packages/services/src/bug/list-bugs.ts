import { bugs } from "@hawkmoth/db/schema/bug";
import type { BugList, ListBugsInput } from "@hawkmoth/domain/bug/schema";
import { and, eq } from "drizzle-orm";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { assertProjects } from "../project/rows.ts";
import { inWorkspace } from "../transaction.ts";
import { anyOf, bugFilters } from "./bug-filters.ts";
import { afterCursor, cursorAfter, firstOf } from "./bug-order.ts";
import { selectSummaries, toSummary } from "./rows.ts";
import { findByText } from "./text-search.ts";

/**
 * Lists the bugs the actor can see, newest or most urgent first, one keyset page at a time.
 * @throws NOT_FOUND for a project the actor can't see, INVALID_INPUT for a cursor of another order.
 */
export async function listBugs(ctx: ServiceContext, input: ListBugsInput): Promise<BugList> {
  const { project_id, sort, cursor, query } = input;
  if (project_id !== undefined) authorize(ctx, "bug.read", project_id);
  const matching = and(bugFilters(ctx, input), afterCursor(sort, cursor));
  const limit = input.limit + 1;
  return await inWorkspace(ctx, async (tx) => {
    const select = async () => {
      const where =
        query === undefined
          ? matching
          : anyOf(bugs.id, await findByText(tx, ctx, { query, where: matching, sort, limit }));
      return await selectSummaries(tx)
        .where(and(eq(bugs.workspace_id, ctx.actor.workspace_id), where))
        .orderBy(...firstOf(sort, limit));
    };
    const [rows] = await Promise.all([
      select(),
      project_id === undefined ? null : assertProjects(tx, ctx, [project_id]),
    ]);
    const page = rows.slice(0, input.limit);
    const last = page.at(-1);
    const hasMore = rows.length > input.limit;
    return {
      bugs: page.map((row) => toSummary(ctx, row)),
      next_cursor: hasMore && last ? cursorAfter(sort, last.bug) : null,
      ...(cursor === undefined && !hasMore ? { total: page.length } : {}),
    };
  });
}
