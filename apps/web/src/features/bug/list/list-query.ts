import { type BugFilters, toListInput } from "../filters.ts";

const PAGE_ROWS = 50;

/** The input of the list call, the same on the server and in the page, so that both mean one cache entry. */
export function listQueryInput(filters: BugFilters, projects: readonly { id: string; key: string }[]) {
  return { ...toListInput(filters, projects), limit: PAGE_ROWS };
}

/** Where the next page begins. */
export function nextPageParam(page: { next_cursor: string | null }): string | undefined {
  return page.next_cursor ?? undefined;
}
