"use client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useTRPC } from "../../data/trpc.ts";
import { useLiveEvent } from "../../shell/live-events.tsx";
import { NEEDS_YOU_STATUSES } from "./task-looks.ts";

/** How many tasks wait for a person, kept current by events. */
export function useNeedsYou(): number {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const input = { status: [...NEEDS_YOU_STATUSES], limit: 100 };
  const { data } = useQuery(trpc.task.list.queryOptions(input));
  useLiveEvent((event) => {
    if (event.type === "task.updated") void queryClient.invalidateQueries(trpc.task.list.queryFilter(input));
  });
  return data?.tasks.length ?? 0;
}
