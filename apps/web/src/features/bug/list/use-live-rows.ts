"use client";
import type { BugSummary } from "@hawkmoth/domain/bug/schema";
import type { HawkmothEvent } from "@hawkmoth/domain/events";
import { useQueryClient } from "@tanstack/react-query";
import { type RefObject, useRef, useState } from "react";
import { useTRPCClient } from "../../../data/trpc.ts";
import { useLiveEvent } from "../../../shell/live-events.tsx";
import { useVisitor } from "../../../shell/me.tsx";
import { usePaced } from "../../../shell/use-paced.ts";
import { type BugPages, findRow, insertRow, removeRow, replaceRow, rowsOf } from "../list-cache.ts";
import { rowNews } from "./row-news.ts";
import type { useBugList } from "./use-bug-list.ts";
import { useRowFlashes } from "./use-row-flashes.ts";

type ListQuery = Pick<ReturnType<typeof useBugList>, "input" | "queryKey">;

/** At most this many bugs are asked for in one request. */
const ASKED_AT_ONCE = 50;

/**
 * Keeps the rows current out of the events alone where they say enough, and asks once for all bugs of a burst where
 * they don't. A changed bug changes in its place and flashes, one outside of the filters leaves, a new one comes in
 * where the order has it. What would come in above the rows in sight waits behind a button, so that nothing moves.
 */
export function useLiveRows(list: ListQuery, scroller: RefObject<HTMLDivElement | null>) {
  const queryClient = useQueryClient();
  const { me } = useVisitor();
  const [flashes, flash] = useRowFlashes();
  const filters = JSON.stringify(list.input);
  const held = useHeldRows(filters);
  const shown = { input: list.input, principal_id: me.principal.id };
  const rows = () => queryClient.getQueryData<BugPages>(list.queryKey);
  const change = (update: (data: BugPages) => BugPages) =>
    queryClient.setQueryData<BugPages>(list.queryKey, (data) => data && update(data));
  const show = (bug: BugSummary) => change((data) => insertRow(replaceRow(data, bug), bug, list.input.sort));
  const leave = (bugId: string) => {
    change((data) => removeRow(data, bugId));
    held.drop([bugId]);
  };
  const take = (bug: BugSummary, isByAgent: boolean) => {
    const present = findRow(rows(), bug.id);
    if (present && present.updated_at > bug.updated_at) return;
    if (!present && isAboveSight(rows(), bug, { sort: list.input.sort, scroller: scroller.current }))
      return held.hold(bug);
    show(bug);
    held.drop([bug.id]);
    flash([bug.id], isByAgent);
  };
  const ask = useAsked({ list, onBug: take, onGone: leave });
  useLiveEvent((event) => {
    if (event.bug_id === null || !rows()) return;
    const news = rowNews(event, findRow(rows(), event.bug_id) ?? held.find(event.bug_id), shown);
    if (news.kind === "ask") ask(event);
    if (news.kind === "left") leave(event.bug_id);
    if (news.kind === "changed") take(news.bug, event.actor.type === "AGENT");
  });
  const showWaiting = () => {
    scroller.current?.scrollTo({ top: 0 });
    for (const bug of held.bugs) show(bug);
    flash(
      held.bugs.map(({ id }) => id),
      false,
    );
    held.drop(held.bugs.map(({ id }) => id));
  };
  return { flashes, waiting: held.bugs.length, showWaiting };
}

/** New bugs that wait behind the button. Under other filters than they came for they are not shown. */
function useHeldRows(filters: string) {
  const [held, setHeld] = useState<{ filters: string; bugs: readonly BugSummary[] }>({ filters, bugs: [] });
  const bugs = held.filters === filters ? held.bugs : [];
  const change = (update: (bugs: readonly BugSummary[]) => readonly BugSummary[]) =>
    setHeld((before) => ({ filters, bugs: update(before.filters === filters ? before.bugs : []) }));
  return {
    bugs,
    find: (bugId: string) => bugs.find(({ id }) => id === bugId),
    hold: (bug: BugSummary) => change((before) => [bug, ...before.filter(({ id }) => id !== bug.id)]),
    drop: (ids: readonly string[]) => change((before) => before.filter(({ id }) => !ids.includes(id))),
  };
}

interface AskedOptions {
  list: ListQuery;
  onBug: (bug: BugSummary, isByAgent: boolean) => void;
  onGone: (bugId: string) => void;
}

/** Asks which of some bugs the list shows, and how: one request for all bugs of a burst. */
function useAsked({ list, onBug, onGone }: AskedOptions): (event: HawkmothEvent) => void {
  const client = useTRPCClient();
  const agents = useRef(new Map<string, boolean>());
  const filters = JSON.stringify(list.input);
  const add = usePaced<string>(async (wanted) => {
    const own = wanted.filter((item) => item.endsWith(filters)).map((item) => item.slice(0, -filters.length));
    for (let at = 0; at < own.length; at += ASKED_AT_ONCE) {
      const bug_id = own.slice(at, at + ASKED_AT_ONCE);
      const { bugs } = await client.bug.list.query({ ...list.input, bug_id, limit: ASKED_AT_ONCE });
      for (const bug of bugs) onBug(bug, agents.current.get(bug.id) ?? false);
      for (const id of bug_id) if (!bugs.some((bug) => bug.id === id)) onGone(id);
    }
  });
  return (event) => {
    if (event.bug_id === null) return;
    agents.current.set(event.bug_id, event.actor.type === "AGENT");
    // With the filters it was asked under, so that a question that other filters overtook is dropped.
    add([event.bug_id + filters]);
  };
}

/** True when the bug would come in above the first row in sight, and push what is read away. */
function isAboveSight(
  data: BugPages | undefined,
  bug: BugSummary,
  { sort, scroller }: { sort: ListQuery["input"]["sort"]; scroller: HTMLElement | null },
): boolean {
  if (!data || !scroller || scroller.scrollTop === 0) return false;
  const top = scroller.getBoundingClientRect().top;
  const drawn = [...scroller.querySelectorAll<HTMLElement>("[data-bug-id]")];
  const first = drawn.find((row) => row.getBoundingClientRect().bottom > top)?.dataset["bugId"];
  const after = rowsOf(insertRow(data, bug, sort));
  const place = after.findIndex(({ id }) => id === bug.id);
  return place >= 0 && place <= after.findIndex(({ id }) => id === first);
}
