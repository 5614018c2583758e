"use client";
import { type ReactNode, type RefObject, useEffect, useRef } from "react";

interface RowListProps {
  label: string;
  /** Index of the row the recording has reached. */
  current: number;
  children: ReactNode;
}

/** Rows that follow the recording: the current one stays in sight unless the person is at work in the list. */
export function RowList({ label, current, children }: RowListProps) {
  const list = useRef<HTMLUListElement>(null);
  useFollow(list, current);
  return (
    <ul
      ref={list}
      aria-label={label}
      className="max-h-110 overflow-y-auto overscroll-contain @min-[1240px]:max-h-[calc(52dvh+64px)]"
    >
      {children}
    </ul>
  );
}

function useFollow(list: RefObject<HTMLUListElement | null>, current: number): void {
  useEffect(() => {
    const element = list.current;
    if (!element || element.matches(":hover, :focus-within")) return;
    const row = element.children.item(current);
    if (!(row instanceof HTMLElement)) return;
    const top = row.offsetTop - element.offsetTop;
    const isInSight = top >= element.scrollTop && top + row.offsetHeight <= element.scrollTop + element.clientHeight;
    if (!isInSight) element.scrollTop = top - element.clientHeight / 3;
  }, [list, current]);
}
