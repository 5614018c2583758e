"use client";
import dynamic from "next/dynamic";
import { useEffect, useRef } from "react";
import { useLoadWhenIdle } from "../../../shell/use-load-when-idle.ts";
import { type BugRowsProps, ListedBug } from "./listed-bug.tsx";

const loadVirtualRows = () => import("./virtual-bug-rows.tsx");
const VirtualBugRows = dynamic(loadVirtualRows, { ssr: false });

const VIRTUAL_FROM = 100;
const LOAD_AHEAD = "600px";

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
