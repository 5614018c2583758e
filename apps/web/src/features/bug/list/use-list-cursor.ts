"use client";
import type { BugSummary } from "@hawkmoth/domain/bug/schema";
import { type RefObject, useCallback, useEffect, useRef, useState } from "react";
import type { PickerField } from "../pickers/picker-props.ts";

/** The bug that the cursor is on, and where its row stood last: from there the cursor goes on when the row has left. */
interface Cursor {
  bug_id: string | null;
  place: number;
}

const NOWHERE: Cursor = { bug_id: null, place: -1 };

/** Where the cursor stood in each list, for the way back from a bug. */
const lastCursors = new Map<string, Cursor>();

interface ListCursorOptions {
  rows: readonly BugSummary[];
  /** Names the list on show; another list starts without a cursor. */
  listId: string;
  scroller: RefObject<HTMLDivElement | null>;
}

/** The bug under the keyboard, wherever its row is at the moment, and the picker that is open for a bug. */
export function useListCursor({ rows, listId, scroller }: ListCursorOptions) {
  const [cursor, setCursor] = useState(() => lastCursors.get(listId) ?? NOWHERE);
  const [picked, setPicked] = useState<{ field: PickerField; bug: BugSummary } | null>(null);
  const [shownFor, setShownFor] = useState(listId);
  const [moves, setMoves] = useState(0);
  if (shownFor !== listId) {
    setShownFor(listId);
    setCursor(NOWHERE);
  }
  const active = cursor.bug_id === null ? -1 : rows.findIndex(({ id }) => id === cursor.bug_id);
  if (active >= 0 && active !== cursor.place) setCursor({ ...cursor, place: active });
  useEffect(() => {
    lastCursors.set(listId, cursor);
  }, [listId, cursor]);
  useRowFocus(scroller, { bugId: cursor.bug_id, moves, isShown: active >= 0 });
  const move = (step: number) => {
    const from = active < 0 && cursor.place >= 0 && step > 0 ? cursor.place - 1 : cursor.place;
    const place = Math.min(Math.max(from + step, 0), rows.length - 1);
    const target = rows[place];
    if (!target) return;
    setCursor({ bug_id: target.id, place });
    setMoves((before) => before + 1);
  };
  const activate = useCallback((bug: BugSummary, index: number) => setCursor({ bug_id: bug.id, place: index }), []);
  const openPicker = useCallback((field: PickerField, bug: BugSummary) => setPicked({ field, bug }), []);
  const closePicker = useCallback(() => setPicked(null), []);
  return {
    active,
    moves,
    activate,
    move,
    bug: rows[active],
    picker: picked && { field: picked.field, bug: rows.find((row) => row.id === picked.bug.id) ?? picked.bug },
    openPicker,
    closePicker,
  };
}

interface RowFocusOptions {
  bugId: string | null;
  moves: number;
  isShown: boolean;
}

/** Gives the focus to the row under the cursor: after each move, and when one comes back to the list. */
function useRowFocus(scroller: RefObject<HTMLDivElement | null>, { bugId, moves, isShown }: RowFocusOptions): void {
  const focusedAt = useRef<number | null>(null);
  useEffect(() => {
    if (bugId === null || !isShown) return undefined;
    const isBack = focusedAt.current === null && moves === 0;
    if (focusedAt.current === moves) return undefined;
    focusedAt.current = moves;
    if (isBack && document.activeElement !== document.body) return undefined;
    // The row may have to be drawn first when only the rows in sight are on the page.
    const request = requestAnimationFrame(() =>
      scroller.current?.querySelector<HTMLElement>(`[data-bug-id="${bugId}"] a`)?.focus(),
    );
    return () => cancelAnimationFrame(request);
  }, [bugId, moves, isShown, scroller]);
}
