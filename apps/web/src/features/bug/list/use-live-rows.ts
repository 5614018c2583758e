"use client";
import type { BugSummary } from "@hawkmoth/domain/bug/schema";
import type { HawkmothEvent } from "@hawkmoth/domain/events";
import { useQueryClient } from "@tanstack/react-query";
import { type RefObject, useCallback, useRef, useState } from "react";
import { useTRPCClient } from "../../../data/trpc.ts";
import { useLiveEvent } from "../../../shell/live-events.tsx";
import { type BugPages, hasRow, prependRows, replaceRow } from "../list-cache.ts";
import { toSummary } from "../patch.ts";
import type { RowFlash } from "./bug-row.tsx";
import type { useBugList } from "./use-bug-list.ts";

type ListQuery = Pick<ReturnType<typeof useBugList>, "input" | "queryKey">;

const NEWEST_ROWS = 20;

/**
 * Keeps the rows current: a changed bug changes in its place and flashes; a new one comes on top when the top is in
 * sight, and otherwise waits behind a button, so that nothing moves under the cursor.
 */
export function useLiveRows({ input, queryKey }: ListQuery, scroller: RefObject<HTMLDivElement | null>) {
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  const [flashes, setFlashes] = useState<ReadonlyMap<string, RowFlash>>(new Map());
  const [waiting, setWaiting] = useState<readonly BugSummary[]>([]);
  const asking = useRef(false);

  const flash = useCallback((ids: readonly string[], isByAgent: boolean) => {
    setFlashes((before) => {
      const after = new Map(before);
      for (const id of ids) after.set(id, { count: (before.get(id)?.count ?? 0) + 1, isByAgent });
      return after;
    });
  }, []);

  const show = useCallback(
    (bugs: readonly BugSummary[], isByAgent: boolean) => {
      queryClient.setQueryData<BugPages>(queryKey, (data) => data && prependRows(data, bugs));
      flash(
        bugs.map((bug) => bug.id),
        isByAgent,
      );
    },
    [queryClient, queryKey, flash],
  );

  const takeNew = async (event: HawkmothEvent) => {
    if (asking.current) return;
    asking.current = true;
    try {
      const newest = await client.bug.list.query({ ...input, limit: NEWEST_ROWS });
      const known = queryClient.getQueryData<BugPages>(queryKey);
      const fresh = newest.bugs.filter((bug) => !hasRow(known, bug.id) && isFresh(bug, event));
      if (fresh.length === 0) return;
      const isAtTop = (scroller.current?.scrollTop ?? 0) < 8;
      if (isAtTop) show(fresh, event.actor.type === "AGENT");
      else setWaiting((before) => [...fresh.filter((bug) => !before.some(({ id }) => id === bug.id)), ...before]);
    } finally {
      asking.current = false;
    }
  };

  const takeChange = async (event: HawkmothEvent, bugId: string) => {
    const bug = await client.bug.get.query({ bug_id: bugId, detail: "summary" });
    queryClient.setQueryData<BugPages>(queryKey, (data) => data && replaceRow(data, toSummary(bug)));
    flash([bugId], event.actor.type === "AGENT");
  };

  useLiveEvent((event) => {
    if (event.bug_id === null) return;
    const isShown = hasRow(queryClient.getQueryData<BugPages>(queryKey), event.bug_id);
    // A row that can't be read now is read again with the next event or visit; there is nothing a person could do.
    (isShown ? takeChange(event, event.bug_id) : takeNew(event)).catch(() => undefined);
  });

  const showWaiting = useCallback(() => {
    scroller.current?.scrollTo({ top: 0 });
    show(waiting, false);
    setWaiting([]);
  }, [scroller, show, waiting]);

  return { flashes, waiting: waiting.length, showWaiting };
}

/** True for the bug of the event, and for others that came in the same burst. */
function isFresh(bug: BugSummary, event: HawkmothEvent): boolean {
  return bug.id === event.bug_id || Date.parse(bug.created_at) >= Date.parse(event.created_at) - 5000;
}
