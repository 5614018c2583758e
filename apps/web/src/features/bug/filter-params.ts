"use client";
import { useQueryStates } from "nuqs";
import { useCallback } from "react";
import { FILTER_PARSERS } from "./filter-parsers.ts";
import { type BugFilters, NO_FILTERS } from "./filters.ts";

/** The filters of the page's URL, and how to change some of them. */
export function useBugFilters(): [BugFilters, (change: Partial<BugFilters>) => void] {
  const [filters, setFilters] = useQueryStates(FILTER_PARSERS, { history: "replace", clearOnDefault: true });
  const change = useCallback((wanted: Partial<BugFilters>) => void setFilters(wanted), [setFilters]);
  return [filters, change];
}

/** Every filter at rest; the order of the list is kept. */
export function clearedFilters(filters: BugFilters): BugFilters {
  return { ...NO_FILTERS, sort: filters.sort };
}
