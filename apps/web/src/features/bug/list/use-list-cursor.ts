"use client";
import type { BugSummary } from "@hawkmoth/domain/bug/schema";
import { type RefObject, useCallback, useEffect, useRef, useState } from "react";
import type { PickerField } from "../pickers/field-picker.tsx";

/** Where the cursor stood in each list, for the way back from a bug. */
const lastActive = new Map<string, number>();

interface ListCursorOptions {
  rows: readonly BugSummary[];
  /** Names the list on show; another list starts without a cursor. */
  listId: string;
  scroller: RefObject<HTMLDivElement | null>;
}

/** The row under the keyboard, and the picker that is open for a row. */
export function useListCursor({ rows, listId, scroller }: ListCursorOptions) {
  const [active, setActive] = useState(() => lastActive.get(listId) ?? -1);
  const [picked, setPicked] = useState<{ field: PickerField; bug: BugSummary } | null>(null);
  const [shownFor, setShownFor] = useState(listId);
  const wantsFocus = useRef(false);
  if (shownFor !== listId) {
    setShownFor(listId);
    setActive(-1);
  }
  useEffect(() => {
    lastActive.set(listId, active);
  }, [listId, active]);
  useEffect(() => {
    if (!wantsFocus.current) return;
    wantsFocus.current = false;
    // The row may have to be drawn first when only the rows in sight are on the page.
    requestAnimationFrame(() => scroller.current?.querySelector<HTMLElement>(`[data-row-index="${active}"]`)?.focus());
  }, [active, scroller]);
  const move = (step: number) => {
    wantsFocus.current = true;
    setActive((before) => Math.min(Math.max(before + step, 0), rows.length - 1));
  };
  const openPicker = useCallback((field: PickerField, bug: BugSummary) => setPicked({ field, bug }), []);
  const closePicker = useCallback(() => setPicked(null), []);
  return {
    active,
    setActive,
    move,
    bug: rows[active],
    picker: picked && { field: picked.field, bug: rows.find((row) => row.id === picked.bug.id) ?? picked.bug },
    openPicker,
    closePicker,
  };
}
