import type { BugList, BugSort, BugSummary } from "@hawkmoth/domain/bug/schema";
import { FILTER_VALUES } from "./filters.ts";

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

/** Puts a bug that the list does not show where its order has it; one that belongs behind what is loaded stays out. */
export function insertRow(data: BugPages, bug: BugSummary, sort: BugSort): BugPages {
  if (hasRow(data, bug.id)) return data;
  for (const [index, page] of data.pages.entries()) {
    const at = page.bugs.findIndex((row) => isBefore(bug, row, sort));
    if (at >= 0) return withPage(data, index, page.bugs.toSpliced(at, 0, bug));
  }
  const last = data.pages.at(-1);
  if (!last || last.next_cursor !== null) return data;
  return withPage(data, data.pages.length - 1, [...last.bugs, bug]);
}

/** Takes a bug out that the list is not to show any more. */
export function removeRow(data: BugPages, bugId: string): BugPages {
  const index = data.pages.findIndex((page) => page.bugs.some((row) => row.id === bugId));
  const page = data.pages[index];
  if (!page) return data;
  const without = withPage(
    data,
    index,
    page.bugs.filter((row) => row.id !== bugId),
  );
  return removeRow(without, bugId);
}

function withPage(data: BugPages, index: number, bugs: BugSummary[]): BugPages {
  const change = bugs.length - (data.pages[index]?.bugs.length ?? 0);
  const pages = data.pages.map((page, number) => ({
    ...page,
    ...(number === index ? { bugs } : {}),
    ...(page.total === undefined ? {} : { total: page.total + change }),
  }));
  return { ...data, pages };
}

/** True when the list shows the first bug above the second: the same order as the server's. */
function isBefore(one: BugSummary, other: BugSummary, sort: BugSort): boolean {
  switch (sort) {
    case "updated":
      return comesFirst(other.updated_at, one.updated_at, other.id < one.id);
    case "created":
      return comesFirst(other.created_at, one.created_at, other.id < one.id);
    case "priority":
      return comesFirst(rankOf(one), rankOf(other), one.id < other.id);
  }
}

function comesFirst<Key extends string | number>(lower: Key, higher: Key, isTieWon: boolean): boolean {
  return lower === higher ? isTieWon : lower < higher;
}

function rankOf(bug: BugSummary): number {
  return FILTER_VALUES.priority.indexOf(bug.priority);
}

/** The row of a bug, if the list shows it. */
export function findRow(data: BugPages | undefined, bugId: string): BugSummary | undefined {
  for (const page of data?.pages ?? []) {
    const row = page.bugs.find(({ id }) => id === bugId);
    if (row) return row;
  }
  return undefined;
}

function hasRow(data: BugPages | undefined, bugId: string): boolean {
  return findRow(data, bugId) !== undefined;
}

/** All rows in order, once each: a bug that moved between two page reads may stand on both. */
export function rowsOf(data: BugPages | undefined): BugSummary[] {
  const rows = new Map<string, BugSummary>();
  for (const page of data?.pages ?? []) for (const bug of page.bugs) if (!rows.has(bug.id)) rows.set(bug.id, bug);
  return [...rows.values()];
}
