"use client";
import { type ReactNode, type RefObject, useEffect, useRef } from "react";
import { usePlayerValue } from "../replay/player-context.tsx";

interface RowListProps {
  label: string;
  /** Index of the row the recording has reached. */
  current: number;
  children: ReactNode;
}

/** Rows that follow the recording: while it plays, the current row stays in sight unless the person is scrolling. */
export function RowList({ label, current, children }: RowListProps) {
  const list = useRef<HTMLUListElement>(null);
  const isPlaying = usePlayerValue((state) => state.isPlaying);
  useFollow(list, current, isPlaying);
  return (
    <ul ref={list} aria-label={label} className="max-h-110 overflow-y-auto overscroll-contain">
      {children}
    </ul>
  );
}

function useFollow(list: RefObject<HTMLUListElement | null>, current: number, isPlaying: boolean): void {
  useEffect(() => {
    const element = list.current;
    if (!element || !isPlaying || element.matches(":hover")) return;
    const row = element.children.item(current);
    if (!(row instanceof HTMLElement)) return;
    const top = row.offsetTop - element.offsetTop;
    const isInSight = top >= element.scrollTop && top + row.offsetHeight <= element.scrollTop + element.clientHeight;
    if (!isInSight) element.scrollTop = top - element.clientHeight / 3;
  }, [list, current, isPlaying]);
}
