import { HydrationBoundary, dehydrate } from "@tanstack/react-query";
import { createLoader } from "nuqs/server";
import { fetchMe } from "../../../data/server-me.ts";
import { serverTrpc } from "../../../data/server-trpc.ts";
import { FILTER_PARSERS } from "../filter-parsers.ts";
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
  const { queryClient, trpc } = await serverTrpc(workspace);
  const input = listQueryInput(await loadFilters(searchParams), answer.me.projects);
  await queryClient.prefetchInfiniteQuery(
    trpc.bug.list.infiniteQueryOptions(input, { getNextPageParam: nextPageParam, staleTime: Number.POSITIVE_INFINITY }),
  );
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <BugListView />
    </HydrationBoundary>
  );
}
