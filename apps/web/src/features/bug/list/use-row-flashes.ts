"use client";
import { useCallback, useState } from "react";
import type { RowFlash } from "./bug-row.tsx";

/** Which rows flash, and how to make some flash once more. */
export function useRowFlashes() {
  const [flashes, setFlashes] = useState<ReadonlyMap<string, RowFlash>>(new Map());
  const flash = useCallback((ids: readonly string[], isByAgent: boolean) => {
    setFlashes((before) => {
      const after = new Map(before);
      for (const id of ids) after.set(id, { count: (before.get(id)?.count ?? 0) + 1, isByAgent });
      return after;
    });
  }, []);
  return [flashes, flash] as const;
}
