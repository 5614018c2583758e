"use client";
import { type QueryKey, useQueryClient } from "@tanstack/react-query";
import { usePaced } from "./use-paced.ts";

/** Reads queries again that events made stale: what a burst of events names is read once, and at most once a second. */
export function useStaleQueries(): (filters: readonly { queryKey?: QueryKey }[]) => void {
  const queryClient = useQueryClient();
  const add = usePaced<string>(async (keys) => {
    await Promise.all(keys.map((key) => queryClient.invalidateQueries({ queryKey: JSON.parse(key) as QueryKey })));
  });
  return (filters) => add(filters.flatMap(({ queryKey }) => (queryKey ? [JSON.stringify(queryKey)] : [])));
}
