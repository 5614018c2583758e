"use client";
import { useRef } from "react";
import { useTRPC } from "../../../data/trpc.ts";
import { useLiveEvent } from "../../../shell/live-events.tsx";
import { useStaleQueries } from "../../../shell/use-stale-queries.ts";
import { isHeartbeat } from "../../task/use-heartbeats.ts";

/** Reads again what an event says has changed about the bug on show: for a heartbeat only the history of a new note. */
export function useBugLive(bugKey: string, bugId: string | undefined): void {
  const trpc = useTRPC();
  const refresh = useStaleQueries();
  const lastNote = useRef<unknown>(null);
  useLiveEvent((event) => {
    // While the bug is being read its id is not known, and any event may be about it.
    if (event.bug_id === null || event.bug_id !== (bugId ?? event.bug_id)) return;
    if (isHeartbeat(event)) {
      const { note = null } = event.changes;
      if (note !== lastNote.current) refresh([trpc.activity.list.pathFilter()]);
      lastNote.current = note;
      return;
    }
    refresh([
      trpc.bug.get.queryFilter({ bug_id: bugKey }),
      trpc.activity.list.pathFilter(),
      ...(event.type === "bug.commented" ? [trpc.comment.list.pathFilter()] : []),
      ...(event.type === "task.updated" || event.type === "bug.updated" ? [trpc.task.list.pathFilter()] : []),
      ...(event.type === "capture.ready" ? [trpc.evidence.get.queryFilter({ bug_id: bugKey })] : []),
    ]);
  });
}
