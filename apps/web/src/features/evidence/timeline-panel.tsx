"use client";
import type { Evidence, TimelineEntry } from "@hawkmoth/domain/evidence/schema";
import { CircleX, Compass, Globe, MousePointerClick, SquareTerminal, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { useCurrentRow } from "../replay/player-context.tsx";
import { EvidenceRow } from "./evidence-row.tsx";
import { RowList } from "./row-list.tsx";

const ICONS: Readonly<Record<TimelineEntry["kind"], ReactNode>> = {
  action: <MousePointerClick aria-label="Step" />,
  navigation: <Compass aria-label="Navigation" />,
  console: <SquareTerminal aria-label="Console" />,
  network: <Globe aria-label="Request" />,
  error: <CircleX aria-label="Error" />,
};

export function TimelinePanel({ evidence }: { evidence: Evidence }) {
  const current = useCurrentRow(evidence.timeline);
  return (
    <RowList label="Timeline" current={current}>
      {evidence.timeline.map((entry, index) => (
        <EvidenceRow
          key={`${entry.kind}-${entry.ref.toString()}`}
          at_ms={entry.at_ms}
          isCurrent={index === current}
          tone={entry.level === "info" ? undefined : entry.level}
        >
          <span className="mt-0.5 shrink-0 text-muted [&_svg]:size-4 [&_svg]:stroke-[1.5]">{ICONS[entry.kind]}</span>
          <span
            className={
              isLogged(entry) ? "min-w-0 flex-1 truncate font-mono text-xs leading-5" : "min-w-0 flex-1 truncate"
            }
          >
            {entry.text}
          </span>
          {entry.level === "info" ? null : <LevelIcon level={entry.level} />}
        </EvidenceRow>
      ))}
    </RowList>
  );
}

function LevelIcon({ level }: { level: "warn" | "error" }) {
  const isError = level === "error";
  return (
    <span className={isError ? "mt-0.5 text-fail" : "mt-0.5 text-wait"}>
      <TriangleAlert aria-label={isError ? "Error" : "Warning"} className="size-4 stroke-[1.5]" />
    </span>
  );
}

function isLogged(entry: TimelineEntry): boolean {
  return entry.kind !== "action" && entry.kind !== "navigation";
}
