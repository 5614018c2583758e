import { HydrationBoundary, dehydrate } from "@tanstack/react-query";
import { createLoader } from "nuqs/server";
import { fetchMe } from "../../../data/server-me.ts";
import { serverTrpc } from "../../../data/server-trpc.ts";
import { FILTER_PARSERS } from "../filter-parsers.ts";
import { unknownFilters } from "../filters.ts";
import { BugListView } from "./bug-list-view.tsx";
import { listQueryInput, nextPageParam } from "./list-query.ts";

const loadFilters = createLoader(FILTER_PARSERS);

interface PrefetchedBugListProps {
  workspace: string;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** The list with its first page already in it. When the API can't be asked here, the page asks again by itself. */
export async function PrefetchedBugList({ workspace, searchParams }: PrefetchedBugListProps) {
  const answer = await fetchMe(workspace);
  if (answer.kind !== "me") return null;
  const given = await searchParams;
  const isKnown = unknownFilters((field) => [given[field]].flat()[0] ?? null, answer.me.projects).length === 0;
  const { queryClient, trpc } = await serverTrpc(workspace);
  const input = listQueryInput(await loadFilters(searchParams), answer.me.projects);
  const options = { getNextPageParam: nextPageParam, staleTime: Number.POSITIVE_INFINITY };
  if (isKnown) await queryClient.prefetchInfiniteQuery(trpc.bug.list.infiniteQueryOptions(input, options));
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <BugListView />
    </HydrationBoundary>
  );
}
