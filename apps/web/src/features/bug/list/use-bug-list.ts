"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import { useTRPC } from "../../../data/trpc.ts";
import { useVisitor } from "../../../shell/me.tsx";
import type { BugFilters } from "../filters.ts";
import { rowsOf } from "../list-cache.ts";
import { listQueryInput, nextPageParam } from "./list-query.ts";

/** The bugs that match the filters, page by page. The rows on show change only by live events, never by a reload. */
export function useBugList(filters: BugFilters, isEnabled: boolean) {
  const trpc = useTRPC();
  const { me } = useVisitor();
  const input = useMemo(() => listQueryInput(filters, me.projects), [filters, me.projects]);
  const options = trpc.bug.list.infiniteQueryOptions(input, {
    getNextPageParam: nextPageParam,
    enabled: isEnabled,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
    placeholderData: (previous) => previous,
  });
  const query = useInfiniteQuery(options);
  const rows = useMemo(() => (isEnabled ? rowsOf(query.data) : []), [query.data, isEnabled]);
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  const loadMore = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  return {
    input,
    queryKey: options.queryKey,
    rows,
    total: isEnabled ? query.data?.pages[0]?.total : undefined,
    error: query.error,
    isPending: isEnabled && query.isPending,
    isLoadingMore: isFetchingNextPage,
    retry: () => void query.refetch(),
    loadMore,
  };
}
