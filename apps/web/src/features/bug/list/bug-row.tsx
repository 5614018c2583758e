"use client";
import type { BugSummary } from "@hawkmoth/domain/bug/schema";
import { Avatar } from "@hawkmoth/ui/avatar";
import { cn } from "@hawkmoth/ui/cn";
import { PriorityBars } from "@hawkmoth/ui/priority-bars";
import { RelativeTime } from "@hawkmoth/ui/relative-time";
import { StatusRing } from "@hawkmoth/ui/status-ring";
import { CircleDashed } from "lucide-react";
import Link from "next/link";
import { type ReactNode, memo } from "react";
import { PRIORITY_LABELS, statusText } from "../looks.ts";
import type { PickerField } from "../pickers/picker-props.ts";
import { EvidenceGlyphs } from "./evidence-glyphs.tsx";
import { LabelDots } from "./label-dots.tsx";

/** How often a row changed while it was on the page, and whether an agent did it last. */
export interface RowFlash {
  count: number;
  isByAgent: boolean;
}

interface BugRowProps {
  bug: BugSummary;
  index: number;
  href: string;
  isActive: boolean;
  /** True for the one row that the Tab key reaches. */
  isTabStop: boolean;
  flash: RowFlash | undefined;
  onActivate: (bug: BugSummary, index: number) => void;
  onPick: (field: PickerField, bug: BugSummary) => void;
}

export const BugRow = memo(function BugRow(props: BugRowProps) {
  const { bug, index, href, isActive, isTabStop, flash, onActivate, onPick } = props;
  const status = statusText(bug.status, bug.resolution);
  return (
    <div
      data-bug-row={bug.key}
      data-bug-id={bug.id}
      className={cn(
        "relative flex h-9 items-center gap-2 border-b max-sm:h-14 border-line pr-4 pl-3 hover:bg-hover md:pr-6 md:pl-5",
        isActive && "bg-hover shadow-[inset_2px_0_0_var(--hm-accent)]",
      )}
    >
      {flash ? (
        <span
          key={flash.count}
          aria-hidden
          className={cn(
            "pointer-events-none absolute inset-0",
            flash.isByAgent ? "animate-flash [--hm-flash:var(--hm-agent-soft)]" : "animate-flash",
          )}
        />
      ) : null}
      <RowButton label={`Priority: ${PRIORITY_LABELS[bug.priority]}`} onClick={() => onPick("priority", bug)}>
        <PriorityBars priority={bug.priority} />
      </RowButton>
      <span className="relative hidden w-16 shrink-0 truncate font-mono text-2xs text-faint sm:block">{bug.key}</span>
      <RowButton label={`Status: ${status}`} onClick={() => onPick("status", bug)}>
        <StatusRing status={bug.status} />
      </RowButton>
      <span className="flex min-w-0 flex-1 flex-col">
        <Link
          href={href}
          prefetch={false}
          tabIndex={isTabStop ? 0 : -1}
          onFocus={() => onActivate(bug, index)}
          className="truncate outline-none after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
        >
          {bug.title}
          {/* Without a place of its own it would stand behind a title that is cut, and widen the list on a phone. */}
          <span className="sr-only left-0">
            , {bug.key}, {status}, {PRIORITY_LABELS[bug.priority]}
          </span>
        </Link>
        <span aria-hidden className="flex items-center gap-2 text-2xs text-faint sm:hidden">
          <span className="font-mono">{bug.key}</span>
          <RelativeTime iso={bug.updated_at} />
          <EvidenceGlyphs counts={bug.evidence} />
        </span>
      </span>
      <span className="relative hidden lg:block">
        <LabelDots labels={bug.labels} />
      </span>
      <span className="relative hidden md:block">
        <EvidenceGlyphs counts={bug.evidence} />
      </span>
      <RowButton
        label={bug.assignee ? `Assigned to ${bug.assignee.name}` : "Assigned to nobody"}
        onClick={() => onPick("assignee", bug)}
      >
        {bug.assignee ? (
          <Avatar name={bug.assignee.name} kind={bug.assignee.type === "AGENT" ? "agent" : "person"} />
        ) : (
          <CircleDashed aria-hidden className="size-5 stroke-[1.25] text-line-strong" />
        )}
      </RowButton>
      <RelativeTime
        iso={bug.updated_at}
        className="relative w-8 shrink-0 text-right text-2xs text-faint max-sm:hidden"
      />
    </div>
  );
});

/** A spot of the row for the mouse; the keyboard uses S, P and A. */
function RowButton({ label, onClick, children }: { label: string; onClick: () => void; children: ReactNode }) {
  return (
    <button
      type="button"
      tabIndex={-1}
      aria-label={label}
      title={label}
      onClick={onClick}
      className="relative z-10 flex size-6 shrink-0 items-center justify-center rounded-sm hover:bg-pressed"
    >
      {children}
    </button>
  );
}
