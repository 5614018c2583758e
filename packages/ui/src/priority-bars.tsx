import { cn } from "./cn.ts";

export type BarPriority = "CRITICAL" | "HIGH" | "MEDIUM" | "LOW" | "NONE";

const LIT: Record<Exclude<BarPriority, "CRITICAL">, number> = { NONE: 0, LOW: 1, MEDIUM: 2, HIGH: 3 };
const BARS = [
  { x: 2, height: 5 },
  { x: 6.5, height: 8.5 },
  { x: 11, height: 12 },
];

/** Urgency as bars; critical is a solid mark. It is a picture only: the word stands beside it or in a label. */
export function PriorityBars({ priority, className }: { priority: BarPriority; className?: string }) {
  if (priority === "CRITICAL")
    return (
      <svg aria-hidden viewBox="0 0 16 16" className={cn("size-4 shrink-0 text-fail", className)}>
        <rect x="1.5" y="1.5" width="13" height="13" rx="3" fill="currentColor" />
        <path d="M8 4.5v4.25" className="stroke-surface" strokeWidth="1.75" strokeLinecap="round" />
        <circle cx="8" cy="11.4" r="1" className="fill-surface" />
      </svg>
    );
  const lit = LIT[priority];
  return (
    <svg aria-hidden viewBox="0 0 16 16" className={cn("size-4 shrink-0 text-ink", className)}>
      {lit === 0
        ? BARS.map((bar) => (
            <rect key={bar.x} x={bar.x} y="7.25" width="3" height="1.5" rx="0.75" className="fill-faint" />
          ))
        : BARS.map((bar, index) => (
            <rect
              key={bar.x}
              x={bar.x}
              y={14 - bar.height}
              width="3"
              height={bar.height}
              rx="1"
              fill="currentColor"
              opacity={index < lit ? 0.85 : 0.22}
            />
          ))}
    </svg>
  );
}
