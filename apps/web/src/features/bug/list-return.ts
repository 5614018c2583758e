"use client";
import { useEffect, useSyncExternalStore } from "react";
import { useVisitor } from "../../shell/me.tsx";

const STORAGE_KEY = "hawkmoth.list-search";

/** Remembers the filters of the list on show, for the way back from a bug of it in this tab. */
export function useKeptListSearch(search: string): void {
  const { workspace } = useVisitor();
  useEffect(() => sessionStorage.setItem(`${STORAGE_KEY}.${workspace}`, search), [workspace, search]);
}

/** Address of the list as this tab showed it last. */
export function useListHref(): string {
  const { workspace, path } = useVisitor();
  const search = useSyncExternalStore(
    neverChanges,
    () => sessionStorage.getItem(`${STORAGE_KEY}.${workspace}`) ?? "",
    () => "",
  );
  return search === "" ? path("bugs") : `${path("bugs")}?${search}`;
}

function neverChanges(): () => void {
  return () => undefined;
}
