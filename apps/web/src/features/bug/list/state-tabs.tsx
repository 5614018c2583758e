"use client";
import { cn } from "@hawkmoth/ui/cn";
import { type BugFilters, STATES } from "../filters.ts";

const LABELS = { open: "Open", closed: "Closed", all: "All" } as const;

export function StateTabs({
  filters,
  onChange,
}: {
  filters: BugFilters;
  onChange: (change: Partial<BugFilters>) => void;
}) {
  const shown = filters.status.length > 0 ? null : filters.state;
  return (
    <fieldset className="flex gap-px rounded-md border border-line-strong bg-canvas p-px">
      <legend className="sr-only">State</legend>
      {STATES.map((state) => (
        <button
          key={state}
          type="button"
          aria-pressed={state === shown}
          onClick={() => onChange({ state, status: [] })}
          className={cn(
            "h-5.5 rounded-sm px-2 text-xs text-muted hover:text-ink",
            state === shown && "bg-surface font-medium text-ink shadow-[0_0_0_1px_var(--hm-line-strong)]",
          )}
        >
          {LABELS[state]}
        </button>
      ))}
    </fieldset>
  );
}
