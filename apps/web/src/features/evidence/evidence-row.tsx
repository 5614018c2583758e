"use client";
import { cn } from "@hawkmoth/ui/cn";
import type { ReactNode } from "react";
import { formatClock } from "../replay/clock.ts";
import { usePlayer, usePlayerValue } from "../replay/player-context.tsx";

interface EvidenceRowProps {
  at_ms: number;
  isCurrent: boolean;
  tone?: "error" | "warn" | undefined;
  onOpen?: () => void;
  isOpen?: boolean;
  children: ReactNode;
  /** What an open row shows below its line. */
  detail?: ReactNode;
}

/** One thing that happened: a click brings the recording to its moment. */
export function EvidenceRow({ at_ms, isCurrent, tone, onOpen, isOpen, children, detail }: EvidenceRowProps) {
  const player = usePlayer();
  const start_ms = usePlayerValue((state) => state.start_ms);
  const select = () => {
    player.seek(at_ms);
    onOpen?.();
  };
  return (
    <li
      className={cn(
        "border-b border-line [contain-intrinsic-size:auto_28px] [content-visibility:auto] last:border-0",
        tone === "error" && "bg-fail-soft/50",
        tone === "warn" && "bg-wait-soft/50",
        isCurrent && "shadow-[inset_2px_0_0_var(--hm-accent)]",
      )}
    >
      <button
        type="button"
        aria-current={isCurrent ? "true" : undefined}
        {...(detail === undefined ? {} : { "aria-expanded": isOpen ?? false })}
        onClick={select}
        className="flex min-h-7 w-full items-start gap-3 px-3 py-1 text-left hover:bg-hover focus-visible:-outline-offset-2"
      >
        <span className="w-12 shrink-0 font-mono text-2xs leading-5 text-faint">{formatClock(at_ms - start_ms)}</span>
        {children}
      </button>
      {isOpen ? detail : null}
    </li>
  );
}
