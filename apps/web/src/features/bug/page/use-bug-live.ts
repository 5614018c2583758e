"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useTRPC } from "../../../data/trpc.ts";
import { useLiveEvent } from "../../../shell/live-events.tsx";

/** Reads again what an event says has changed about the bug on show. */
export function useBugLive(bugKey: string, bugId: string | undefined): void {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  useLiveEvent((event) => {
    if (event.bug_id === null || event.bug_id !== bugId) return;
    const stale = [
      trpc.bug.get.queryFilter({ bug_id: bugKey }),
      trpc.activity.list.pathFilter(),
      ...(event.type === "bug.commented" ? [trpc.comment.list.pathFilter()] : []),
      ...(event.type === "task.updated" || event.type === "bug.updated" ? [trpc.task.list.pathFilter()] : []),
      ...(event.type === "capture.ready" ? [trpc.evidence.get.queryFilter({ bug_id: bugKey })] : []),
    ];
    for (const filter of stale) void queryClient.invalidateQueries(filter);
  });
}
