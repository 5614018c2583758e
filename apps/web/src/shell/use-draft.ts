"use client";
import { useCallback, useMemo, useSyncExternalStore } from "react";
import { DraftStore } from "./drafts.ts";
import { useVisitor } from "./me.tsx";

let store: DraftStore | undefined;

/** The drafts of this browser. */
function browserDrafts(): DraftStore {
  if (!store) {
    const made = new DraftStore(storageOf(globalThis));
    made.dropOld();
    globalThis.addEventListener("storage", ({ key }) => made.reread(key));
    store = made;
  }
  return store;
}

function storageOf(scope: { localStorage?: Storage }): Storage | null {
  try {
    return scope.localStorage ?? null;
  } catch {
    // The browser forbids storage.
    return null;
  }
}

export interface Draft {
  /** Null when nothing was typed. */
  text: string | null;
  /** The text at this moment, also after the component is gone. */
  read: () => string | null;
  /** Keeps what was typed; null drops it. */
  write: (text: string | null) => void;
}

/** What the visitor typed and did not send yet. It survives everything but being sent; others never see it. */
export function useDraft(name: string): Draft {
  const { me } = useVisitor();
  const key = `${me.principal.id}.${name}`;
  const subscribe = useCallback((listener: () => void) => browserDrafts().subscribe(listener), []);
  const text = useSyncExternalStore(
    subscribe,
    () => browserDrafts().get(key),
    () => null,
  );
  return useMemo(
    () => ({
      text,
      read: () => browserDrafts().get(key),
      write: (typed) => browserDrafts().set(key, typed),
    }),
    [text, key],
  );
}

/** Drops drafts of the visitor by name, for whoever learns that they were sent. */
export function useDropDraft(): (name: string) => void {
  const { me } = useVisitor();
  return (name) => browserDrafts().set(`${me.principal.id}.${name}`, null);
}
