"use client";
import type { BugSummary } from "@hawkmoth/domain/bug/schema";
import type { RefObject } from "react";
import type { PickerField } from "../pickers/picker-props.ts";
import { BugRow, type RowFlash } from "./bug-row.tsx";

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
