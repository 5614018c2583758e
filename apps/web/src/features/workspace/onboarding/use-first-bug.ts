"use client";
import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "../../../data/trpc.ts";
import { useLiveEvent } from "../../../shell/live-events.tsx";
import { useStaleQueries } from "../../../shell/use-stale-queries.ts";

/** The newest bug of the workspace as soon as there is one. */
export function useFirstBug() {
  const trpc = useTRPC();
  const refresh = useStaleQueries();
  const input = { state: "all", sort: "created", limit: 1 } as const;
  const query = useQuery(trpc.bug.list.queryOptions(input));
  useLiveEvent((event) => {
    if (event.type === "bug.created") refresh([trpc.bug.list.queryFilter(input)]);
  });
  return query.data?.bugs[0] ?? null;
}
