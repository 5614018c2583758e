"use client";
import type { HawkmothEvent } from "@hawkmoth/domain/events";
import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, createContext, useContext, useEffect, useRef, useState } from "react";
import { type LiveState, openLiveChannel } from "./live-channel.ts";

type Listener = (event: HawkmothEvent) => void;

const ListenersContext = createContext<Set<Listener>>(new Set());
const LiveStateContext = createContext<LiveState>("connecting");

/** Hands each event of the workspace to whoever listens on the page. */
export function LiveEventsProvider({ workspace, children }: { workspace: string; children: ReactNode }) {
  const [listeners] = useState(() => new Set<Listener>());
  const [state, setState] = useState<LiveState>("connecting");
  const queries = useQueryClient();
  useEffect(
    () =>
      openLiveChannel({
        workspace,
        onState: setState,
        onReset: () => void queries.invalidateQueries(),
        onEvent: (event) => {
          for (const listener of listeners) listener(event);
        },
      }),
    [workspace, listeners, queries],
  );
  return (
    <ListenersContext value={listeners}>
      <LiveStateContext value={state}>{children}</LiveStateContext>
    </ListenersContext>
  );
}

/** Calls the listener with each event while the component is on the page. */
export function useLiveEvent(listener: Listener): void {
  const listeners = useContext(ListenersContext);
  const current = useRef(listener);
  useEffect(() => {
    current.current = listener;
  });
  useEffect(() => {
    const call: Listener = (event) => current.current(event);
    listeners.add(call);
    return () => {
      listeners.delete(call);
    };
  }, [listeners]);
}

export function useLiveState(): LiveState {
  return useContext(LiveStateContext);
}
