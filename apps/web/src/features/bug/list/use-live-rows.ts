"use client";
import type { BugSummary } from "@hawkmoth/domain/bug/schema";
import type { HawkmothEvent } from "@hawkmoth/domain/events";
import { useQueryClient } from "@tanstack/react-query";
import { type RefObject, useRef, useState } from "react";
import { useTRPCClient } from "../../../data/trpc.ts";
import { useLiveEvent } from "../../../shell/live-events.tsx";
import { type BugPages, hasRow, prependRows, replaceRow } from "../list-cache.ts";
import { toSummary } from "../patch.ts";
import type { useBugList } from "./use-bug-list.ts";
import { useRowFlashes } from "./use-row-flashes.ts";

type ListQuery = Pick<ReturnType<typeof useBugList>, "input" | "queryKey">;

const NEWEST_ROWS = 20;
const AT_TOP_PX = 8;
const BURST_MS = 5000;

/**
 * Keeps the rows current: a changed bug changes in its place and flashes; a new one comes on top when the top is in
 * sight, and otherwise waits behind a button, so that nothing moves under the cursor.
 */
export function useLiveRows(list: ListQuery, scroller: RefObject<HTMLDivElement | null>) {
  const queryClient = useQueryClient();
  const [flashes, flash] = useRowFlashes();
  const [held, setHeld] = useState<HeldRows>({ filters: "", bugs: [] });
  const filters = JSON.stringify(list.input);
  const waiting = bugsFor(filters, held);
  const fetchNew = useFetchNew(list);
  const client = useTRPCClient();
  const change = (update: (data: BugPages) => BugPages) =>
    queryClient.setQueryData<BugPages>(list.queryKey, (data) => data && update(data));
  const show = (bugs: readonly BugSummary[], isByAgent: boolean) => {
    change((data) => prependRows(data, bugs));
    const ids = bugs.map((bug) => bug.id);
    flash(ids, isByAgent);
  };
  const takeNew = async (event: HawkmothEvent) => {
    const fresh = await fetchNew(event);
    const isAtTop = (scroller.current?.scrollTop ?? 0) < AT_TOP_PX;
    if (isAtTop) show(fresh, event.actor.type === "AGENT");
    else
      setHeld((before) => {
        const bugs = bugsFor(filters, before);
        return { filters, bugs: [...fresh.filter((bug) => !bugs.some(({ id }) => id === bug.id)), ...bugs] };
      });
  };
  const takeChange = async (event: HawkmothEvent, bug_id: string) => {
    const bug = await client.bug.get.query({ bug_id, detail: "summary" });
    change((data) => replaceRow(data, toSummary(bug)));
    flash([bug_id], event.actor.type === "AGENT");
  };
  useLiveEvent((event) => {
    if (event.bug_id === null) return;
    const isShown = hasRow(queryClient.getQueryData<BugPages>(list.queryKey), event.bug_id);
    // A row that can't be read now is read again with the next event or visit; there is nothing a person could do.
    (isShown ? takeChange(event, event.bug_id) : takeNew(event)).catch(() => undefined);
  });
  const showWaiting = () => {
    scroller.current?.scrollTo({ top: 0 });
    show(waiting, false);
    setHeld({ filters, bugs: [] });
  };
  return { flashes, waiting: waiting.length, showWaiting };
}

/** New bugs that wait behind the button, with the filters they match: under others they are not shown. */
interface HeldRows {
  filters: string;
  bugs: readonly BugSummary[];
}

function bugsFor(filters: string, held: HeldRows): readonly BugSummary[] {
  return held.filters === filters ? held.bugs : [];
}

/** Asks for bugs the list does not show yet and that match its filters: the event's own, and others of the same burst. */
function useFetchNew({ input, queryKey }: ListQuery) {
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  const isAsking = useRef(false);
  const missed = useRef<HawkmothEvent | null>(null);
  const ask = async (event: HawkmothEvent): Promise<BugSummary[]> => {
    const newest = await client.bug.list.query({ ...input, limit: NEWEST_ROWS });
    const known = queryClient.getQueryData<BugPages>(queryKey);
    return newest.bugs.filter((bug) => !hasRow(known, bug.id) && isFresh(bug, event));
  };
  return async (event: HawkmothEvent): Promise<BugSummary[]> => {
    if (isAsking.current) {
      missed.current = event;
      return [];
    }
    isAsking.current = true;
    try {
      let found = await ask(event);
      // The answer may be older than an event that came while it was on its way.
      while (missed.current) {
        const late = missed.current;
        missed.current = null;
        const more = await ask(late);
        found = [...more, ...found.filter((bug) => !more.some(({ id }) => id === bug.id))];
      }
      return found;
    } finally {
      missed.current = null;
      isAsking.current = false;
    }
  };
}

function isFresh(bug: BugSummary, event: HawkmothEvent): boolean {
  return bug.id === event.bug_id || Date.parse(bug.created_at) >= Date.parse(event.created_at) - BURST_MS;
}
