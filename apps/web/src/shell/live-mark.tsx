"use client";
import { cn } from "@hawkmoth/ui/cn";
import { useLiveState } from "./live-events.tsx";

const WORDS = { connecting: "Connecting", live: "Live", offline: "Offline, trying again" } as const;

/** Says whether changes by others arrive by themselves. */
export function LiveMark() {
  const state = useLiveState();
  return (
    <span role="status" data-live={state} className="flex items-center gap-1.5 text-2xs text-faint">
      <span
        aria-hidden
        className={cn(
          "size-1.5 rounded-full",
          state === "live" && "bg-pass",
          state === "connecting" && "bg-line-strong",
          state === "offline" && "bg-wait",
        )}
      />
      {WORDS[state]}
    </span>
  );
}
