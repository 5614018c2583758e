"use client";
import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "../../data/trpc.ts";
import { useLiveEvent } from "../../shell/live-events.tsx";
import { useStaleQueries } from "../../shell/use-stale-queries.ts";
import { NEEDS_YOU_STATUSES } from "./task-looks.ts";
import { isHeartbeat } from "./use-heartbeats.ts";

/** How many tasks wait for a person, kept current by events. */
export function useNeedsYou(): number {
  const trpc = useTRPC();
  const refresh = useStaleQueries();
  const input = { status: [...NEEDS_YOU_STATUSES], limit: 100 };
  const { data } = useQuery(trpc.task.list.queryOptions(input));
  useLiveEvent((event) => {
    if (event.type === "task.updated" && !isHeartbeat(event)) refresh([trpc.task.list.queryFilter(input)]);
  });
  return data?.tasks.length ?? 0;
}
