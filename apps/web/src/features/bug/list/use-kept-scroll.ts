"use client";
import { type RefObject, useEffect, useRef } from "react";

const kept = new Map<string, number>();

/** Brings a list back to where it was when its page is opened again. */
export function useKeptScroll(scroller: RefObject<HTMLElement | null>, isReady: boolean): void {
  const isRestored = useRef(false);
  useEffect(() => {
    const element = scroller.current;
    const key = location.pathname + location.search;
    if (!element || !isReady || isRestored.current) return;
    isRestored.current = true;
    element.scrollTop = kept.get(key) ?? 0;
  }, [scroller, isReady]);
  useEffect(() => {
    const element = scroller.current;
    if (!element) return undefined;
    const keep = () => kept.set(location.pathname + location.search, element.scrollTop);
    element.addEventListener("scroll", keep, { passive: true });
    return () => element.removeEventListener("scroll", keep);
  }, [scroller]);
}
