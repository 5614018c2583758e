"use client";
import { useSyncExternalStore } from "react";
import { cn } from "./cn.ts";
import { absoluteTime, shortAge } from "./time-text.ts";

interface Clock {
  listeners: Set<() => void>;
  timer: ReturnType<typeof setInterval> | null;
}

const clocks = new Map<number, Clock>();

function subscribeTo(period_ms: number) {
  return (listener: () => void) => {
    const clock = clocks.get(period_ms) ?? { listeners: new Set(), timer: null };
    clocks.set(period_ms, clock);
    clock.listeners.add(listener);
    clock.timer ??= setInterval(() => clock.listeners.forEach((call) => call()), period_ms);
    return () => {
      clock.listeners.delete(listener);
      if (clock.listeners.size > 0 || clock.timer === null) return;
      clearInterval(clock.timer);
      clock.timer = null;
    };
  };
}

const everySecond = subscribeTo(1000);
const everyTenSeconds = subscribeTo(10_000);

/** The time now, rounded down to the period; one timer serves all callers. Null while rendering on the server. */
export function useNow(period: "1s" | "10s" = "10s"): number | null {
  const period_ms = period === "1s" ? 1000 : 10_000;
  return useSyncExternalStore(
    period === "1s" ? everySecond : everyTenSeconds,
    () => Math.floor(Date.now() / period_ms) * period_ms,
    () => null,
  );
}

/** How long ago, with the whole moment on hover. */
export function RelativeTime({ iso, suffix, className }: { iso: string; suffix?: string; className?: string }) {
  const now_ms = useNow();
  const age = now_ms === null ? "" : shortAge(iso, now_ms);
  return (
    <time dateTime={iso} title={absoluteTime(iso)} className={cn("whitespace-nowrap", className)}>
      {age}
      {suffix && age !== "now" ? ` ${suffix}` : ""}
    </time>
  );
}
