"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useTRPC } from "../../data/trpc.ts";
import { useLiveEvent } from "../../shell/live-events.tsx";

/** A list that is not on show misses live changes, so it reads its rows again when it is opened the next time. */
export function useStaleLists(): void {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  useLiveEvent((event) => {
    if (event.bug_id === null || event.type === "task.updated" || event.type === "session.activity") return;
    void queryClient.invalidateQueries({ ...trpc.bug.list.pathFilter(), type: "inactive", refetchType: "none" });
  });
}
