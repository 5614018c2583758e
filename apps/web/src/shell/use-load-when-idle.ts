"use client";
import { useEffect } from "react";

const WAIT_MS = 1500;

/** Fetches code that a key press may need, once the page is quiet, so that the first press finds it there. */
export function useLoadWhenIdle(load: () => Promise<unknown>): void {
  useEffect(() => {
    const timer = setTimeout(() => {
      // A chunk that can't be fetched now is asked for again when it is needed, and fails there in sight.
      load().catch(() => undefined);
    }, WAIT_MS);
    return () => clearTimeout(timer);
  }, [load]);
}
