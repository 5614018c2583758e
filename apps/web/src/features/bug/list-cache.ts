import type { BugList, BugSummary } from "@hawkmoth/domain/bug/schema";

/** Pages of the endless list as the cache holds them. */
export interface BugPages {
  pages: BugList[];
  pageParams: unknown[];
}

/** Puts a changed bug in its row. The row keeps its place, so that nothing moves under the cursor. */
export function replaceRow(data: BugPages, bug: BugSummary): BugPages {
  if (!hasRow(data, bug.id)) return data;
  return {
    ...data,
    pages: data.pages.map((page) => ({ ...page, bugs: page.bugs.map((row) => (row.id === bug.id ? bug : row)) })),
  };
}

/** Puts new bugs on top, once each. */
export function prependRows(data: BugPages, bugs: readonly BugSummary[]): BugPages {
  const fresh = bugs.filter((bug) => !hasRow(data, bug.id));
  const [first, ...others] = data.pages;
  if (!first || fresh.length === 0) return data;
  const total = first.total === undefined ? {} : { total: first.total + fresh.length };
  return { ...data, pages: [{ ...first, ...total, bugs: [...fresh, ...first.bugs] }, ...others] };
}

export function hasRow(data: BugPages | undefined, bugId: string): boolean {
  return data?.pages.some((page) => page.bugs.some((row) => row.id === bugId)) ?? false;
}

/** All rows in order, once each: a bug that moved between two page reads may stand on both. */
export function rowsOf(data: BugPages | undefined): BugSummary[] {
  const rows = new Map<string, BugSummary>();
  for (const page of data?.pages ?? []) for (const bug of page.bugs) if (!rows.has(bug.id)) rows.set(bug.id, bug);
  return [...rows.values()];
}
