"use client";
import { useNow } from "@hawkmoth/ui/relative-time";
import { timeLeft } from "@hawkmoth/ui/time-text";
import { Timer } from "lucide-react";

/** Time until the lease runs out, counted down each second. Read aloud only when asked. */
export function LeaseCountdown({ iso }: { iso: string }) {
  const now_ms = useNow("1s");
  const left = now_ms === null ? null : timeLeft(iso, now_ms);
  const isLow = now_ms !== null && Date.parse(iso) - now_ms < 60_000;
  return (
    <span
      role="timer"
      title="The agent must report before its lease runs out"
      data-testid="lease-countdown"
      className={isLow ? "inline-flex items-center gap-1 text-wait" : "inline-flex items-center gap-1 text-muted"}
    >
      <Timer aria-hidden className="size-3.5 stroke-[1.5]" />
      <span className="font-mono text-2xs">{now_ms === null ? "" : (left ?? "lease over")}</span>
    </span>
  );
}
