"use client";
import type { BugSummary } from "@hawkmoth/domain/bug/schema";
import { useRouter } from "next/navigation";
import { type RefObject, useEffect, useRef, useState } from "react";
import { useVisitor } from "../../../shell/me.tsx";
import { useShortcuts } from "../../../shell/use-shortcuts.ts";
import type { PickerField } from "../pickers/field-picker.tsx";
import { useBugWrite } from "../use-bug-write.ts";

interface ListCursorOptions {
  rows: readonly BugSummary[];
  scroller: RefObject<HTMLDivElement | null>;
  onSearch: () => void;
  onFilter: () => void;
}

/** The row under the keyboard, what its keys do, and the picker that is open for it. */
export function useListCursor({ rows, scroller, onSearch, onFilter }: ListCursorOptions) {
  const { me, path } = useVisitor();
  const router = useRouter();
  const write = useBugWrite();
  const [active, setActive] = useState(-1);
  const [picker, setPicker] = useState<{ field: PickerField; bug: BugSummary } | null>(null);
  const wantsFocus = useRef(false);
  const bug = rows[active];

  const move = (step: number) => {
    wantsFocus.current = true;
    setActive((before) => Math.min(Math.max(before + step, 0), rows.length - 1));
  };
  useEffect(() => {
    if (!wantsFocus.current) return;
    wantsFocus.current = false;
    // The row may have to be drawn first when only the rows in sight are on the page.
    requestAnimationFrame(() => scroller.current?.querySelector<HTMLElement>(`[data-row-index="${active}"]`)?.focus());
  }, [active, scroller]);

  const open = (field: PickerField) => () => {
    if (bug) setPicker({ field, bug });
  };
  useShortcuts({
    j: () => move(1),
    k: () => move(-1),
    arrowdown: () => move(1),
    arrowup: () => move(-1),
    enter: () => {
      if (bug) router.push(path(`bugs/${bug.key}`));
    },
    "/": onSearch,
    f: onFilter,
    s: open("status"),
    p: open("priority"),
    a: open("assignee"),
    l: open("labels"),
    i: () => {
      if (bug)
        write.mutate({ bug, patch: { assignee: { type: "MEMBER", id: me.principal.id, name: me.principal.name } } });
    },
  });
  const pickedBug = picker ? (rows.find((row) => row.id === picker.bug.id) ?? picker.bug) : null;
  return {
    active,
    setActive,
    picker: picker && pickedBug ? { field: picker.field, bug: pickedBug } : null,
    openPicker: (field: PickerField, picked: BugSummary) => setPicker({ field, bug: picked }),
    closePicker: () => setPicker(null),
    write,
  };
}
