"use client";
import { type ReactNode, createContext, useContext, useSyncExternalStore } from "react";
import { indexAt } from "./clock.ts";
import type { PlayerState, PlayerStore } from "./player-store.ts";

const PlayerContext = createContext<PlayerStore | null>(null);

export function PlayerProvider({ store, children }: { store: PlayerStore; children: ReactNode }) {
  return <PlayerContext value={store}>{children}</PlayerContext>;
}

/** @throws Error outside a bug with evidence. */
export function usePlayer(): PlayerStore {
  const store = useContext(PlayerContext);
  if (!store) throw new Error("usePlayer needs a PlayerProvider");
  return store;
}

/** One value of the player; the component renders again only when that value changes. */
export function usePlayerValue<Value extends string | number | boolean | null>(
  select: (state: PlayerState) => Value,
): Value {
  const store = usePlayer();
  return useSyncExternalStore(
    store.subscribe,
    () => select(store.get()),
    () => select(store.get()),
  );
}

/** Index of the row the recording has reached, or -1. Rows are in order of time. */
export function useCurrentRow(rows: readonly { at_ms: number }[]): number {
  return usePlayerValue((state) => indexAt(rows, state.at_ms));
}
