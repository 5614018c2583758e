"use client";
import type { BugSummary } from "@hawkmoth/domain/bug/schema";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type RefObject, useEffect } from "react";
import { useMedia } from "../../../shell/use-media.ts";
import type { PickerField } from "../pickers/field-picker.tsx";
import { BugRow, type RowFlash } from "./bug-row.tsx";

const ROW_PX = 36;
const PHONE_ROW_PX = 56;
const VIRTUAL_FROM = 100;
const LOAD_AHEAD_ROWS = 15;

export interface BugRowsProps {
  rows: readonly BugSummary[];
  scroller: RefObject<HTMLDivElement | null>;
  path: (page: string) => string;
  active: number;
  flashes: ReadonlyMap<string, RowFlash>;
  onActivate: (index: number) => void;
  onPick: (field: PickerField, bug: BugSummary) => void;
  /** Called when the end of what is loaded comes near. */
  onNearEnd: () => void;
}

/** The rows; past a hundred only those in sight are on the page. */
export function BugRows(props: BugRowsProps) {
  const { rows, scroller, path, active, flashes, onActivate, onPick, onNearEnd } = props;
  const isPhone = useMedia("(max-width: 639px)");
  const isVirtual = rows.length > VIRTUAL_FROM;
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => (isPhone ? PHONE_ROW_PX : ROW_PX),
    overscan: 12,
    getItemKey: (index) => rows[index]?.id ?? index,
  });
  useEffect(() => virtualizer.measure(), [isPhone, virtualizer]);
  const items = virtualizer.getVirtualItems();
  const lastSeen = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (rows.length > 0 && lastSeen >= rows.length - LOAD_AHEAD_ROWS) onNearEnd();
  }, [lastSeen, rows.length, onNearEnd]);
  useEffect(() => {
    if (active >= 0) virtualizer.scrollToIndex(active, { align: "auto" });
  }, [active, virtualizer]);
  const shown = isVirtual
    ? items.map((item) => ({ index: item.index, start: item.start }))
    : rows.map((_row, index) => ({ index, start: null }));
  return (
    <ul aria-label="Bugs" className="relative" style={isVirtual ? { height: virtualizer.getTotalSize() } : undefined}>
      {shown.map(({ index, start }) => {
        const bug = rows[index];
        if (!bug) return null;
        return (
          <li
            key={bug.id}
            aria-setsize={rows.length}
            aria-posinset={index + 1}
            {...(start === null
              ? {}
              : { className: "absolute inset-x-0 top-0", style: { transform: `translateY(${start}px)` } })}
          >
            <BugRow
              bug={bug}
              index={index}
              href={path(`bugs/${bug.key}`)}
              isActive={index === active}
              flash={flashes.get(bug.id)}
              onActivate={onActivate}
              onPick={onPick}
            />
          </li>
        );
      })}
    </ul>
  );
}
