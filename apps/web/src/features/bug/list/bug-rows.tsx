"use client";
import type { BugSummary } from "@hawkmoth/domain/bug/schema";
import dynamic from "next/dynamic";
import { type RefObject, useEffect, useRef } from "react";
import { useLoadWhenIdle } from "../../../shell/use-load-when-idle.ts";
import type { PickerField } from "../pickers/field-picker.tsx";
import { BugRow, type RowFlash } from "./bug-row.tsx";

const loadVirtualRows = () => import("./virtual-bug-rows.tsx");
const VirtualBugRows = dynamic(loadVirtualRows, { ssr: false });

const VIRTUAL_FROM = 100;
const LOAD_AHEAD = "600px";

export interface BugRowsProps {
  rows: readonly BugSummary[];
  scroller: RefObject<HTMLDivElement | null>;
  path: (page: string) => string;
  /** Index of the row under the cursor, -1 without one. */
  active: number;
  /** Grows with each move of the cursor, after which its row comes into sight. */
  moves: number;
  flashes: ReadonlyMap<string, RowFlash>;
  onActivate: (bug: BugSummary, index: number) => void;
  onPick: (field: PickerField, bug: BugSummary) => void;
  /** Called when the end of what is loaded comes near. */
  onNearEnd: () => void;
}

/** The rows; past a hundred only those in sight are on the page. */
export function BugRows(props: BugRowsProps) {
  useLoadWhenIdle(loadVirtualRows);
  return props.rows.length > VIRTUAL_FROM ? <VirtualBugRows {...props} /> : <PlainBugRows {...props} />;
}

function PlainBugRows(props: BugRowsProps) {
  const { rows, scroller, onNearEnd } = props;
  const end = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (!end.current) return undefined;
    const watch = ([entry]: IntersectionObserverEntry[]) => {
      if (entry?.isIntersecting) onNearEnd();
    };
    const observer = new IntersectionObserver(watch, { root: scroller.current, rootMargin: LOAD_AHEAD });
    observer.observe(end.current);
    return () => observer.disconnect();
  }, [scroller, onNearEnd, rows.length]);
  return (
    <ul aria-label="Bugs">
      {rows.map((bug, index) => (
        <li key={bug.id}>
          <ListedBug {...props} bug={bug} index={index} tabStop={Math.max(props.active, 0)} />
        </li>
      ))}
      <li ref={end} aria-hidden />
    </ul>
  );
}

/** One row of either list. */
export function ListedBug({
  bug,
  index,
  path,
  active,
  tabStop,
  flashes,
  onActivate,
  onPick,
}: BugRowsProps & { bug: BugSummary; index: number; tabStop: number }) {
  return (
    <BugRow
      bug={bug}
      index={index}
      href={path(`bugs/${bug.key}`)}
      isActive={index === active}
      isTabStop={index === tabStop}
      flash={flashes.get(bug.id)}
      onActivate={onActivate}
      onPick={onPick}
    />
  );
}
