"use client";
import { type RefObject, useEffect } from "react";

const kept = new Map<string, number>();
const GIVE_UP_FRAMES = 90;

function keyOfPage(): string {
  return window.location.pathname + window.location.search;
}

/** Where the list of this page stood when it was left. */
export function keptTop(): number {
  return kept.get(keyOfPage()) ?? 0;
}

/** Brings a list back to where it was when its page is opened again. */
export function useKeptScroll(scroller: RefObject<HTMLElement | null>, isReady: boolean): void {
  useEffect(() => {
    const element = scroller.current;
    if (!element || !isReady) return undefined;
    const keep = () => kept.set(keyOfPage(), element.scrollTop);
    const stop = scrollOnceThereIsRoom(element, keptTop(), () =>
      element.addEventListener("scroll", keep, { passive: true }),
    );
    return () => {
      stop();
      element.removeEventListener("scroll", keep);
    };
  }, [scroller, isReady]);
}

/** A long list gets its height some frames after it is drawn; what happens until then is not kept. */
function scrollOnceThereIsRoom(element: HTMLElement, top: number, onDone: () => void): () => void {
  let frames = 0;
  let request = 0;
  const attempt = () => {
    if (top > 0) element.scrollTop = top;
    frames += 1;
    if (element.scrollTop >= top - 1 || frames > GIVE_UP_FRAMES) onDone();
    else request = requestAnimationFrame(attempt);
  };
  attempt();
  return () => cancelAnimationFrame(request);
}
