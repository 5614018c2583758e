"use client";
import { useTRPC } from "../../data/trpc.ts";
import { useLiveEvent } from "../../shell/live-events.tsx";
import { useStaleQueries } from "../../shell/use-stale-queries.ts";
import { isHeartbeat } from "./use-heartbeats.ts";
import { useNeedsYouTasks } from "./use-tasks.ts";

/** How many tasks wait for a person, kept current by events. */
export function useNeedsYou(): number {
  const trpc = useTRPC();
  const refresh = useStaleQueries();
  const { tasks } = useNeedsYouTasks();
  useLiveEvent((event) => {
    if (event.type === "task.updated" && !isHeartbeat(event)) refresh([trpc.task.list.infiniteQueryFilter()]);
  });
  return tasks.length;
}
