import { bugs } from "@hawkmoth/db/schema/bug";
import type { BugSearchList, SearchBugsInput } from "@hawkmoth/domain/bug/schema";
import { AppError } from "@hawkmoth/domain/errors";
import { isId, parseBugKey } from "@hawkmoth/domain/ids";
import { decodeCursor, encodeCursor } from "@hawkmoth/domain/pagination";
import { searchTerms } from "@hawkmoth/domain/search/text";
import { projects } from "@hawkmoth/db/schema/project";
import { and, desc, eq, inArray, or, sql, type SQL } from "drizzle-orm";
import type { ServiceContext } from "../context.ts";
import { inWorkspace } from "../transaction.ts";
import { matchesText, visibleBugs } from "./bug-filters.ts";
import { selectSummaries, toSummary } from "./rows.ts";
import { snippetOf } from "./snippet.ts";

/** Finds bugs by words or by key, newest first; each word must match the beginning of a word. Spam stays hidden. */
export async function searchBugs(ctx: ServiceContext, input: SearchBugsInput): Promise<BugSearchList> {
  return inWorkspace(ctx, async (tx) => {
    const rows = await selectSummaries(tx)
      .where(
        and(
          visibleBugs(ctx),
          sql`${bugs.resolution} is distinct from 'SPAM'`,
          input.project_id === undefined ? undefined : eq(bugs.project_id, input.project_id),
          input.status === undefined ? undefined : inArray(bugs.status, input.status),
          input.priority === undefined ? undefined : inArray(bugs.priority, input.priority),
          or(matchesText(input.query), isKey(input.query)),
          input.cursor === undefined ? undefined : after(input.cursor),
        ),
      )
      .orderBy(desc(bugs.updated_at), desc(bugs.id))
      .limit(input.limit + 1);
    const page = rows.slice(0, input.limit);
    const last = page.at(-1);
    const terms = searchTerms(input.query);
    return {
      bugs: page.map((row) => ({
        ...toSummary(row),
        snippet: snippetOf([row.bug.title, row.bug.description, row.bug.url ?? ""], terms),
      })),
      next_cursor: rows.length > input.limit && last ? encodeCursor([last.bug.updated_at, last.bug.id]) : null,
    };
  });
}

function isKey(query: string): SQL | undefined {
  const key = parseBugKey(query.trim());
  return key ? and(eq(projects.key, key.project_key), eq(bugs.number, key.number)) : undefined;
}

function after(cursor: string): SQL {
  const [value, id] = decodeCursor(cursor, 2);
  if (typeof id !== "string" || !isId("bug", id)) throw new AppError("INVALID_INPUT", { field: "cursor" });
  return sql`(${bugs.updated_at}, ${bugs.id}) < (${value}::timestamptz, ${sql.param(id, bugs.id)})`;
}
