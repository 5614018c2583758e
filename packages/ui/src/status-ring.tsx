import { cn } from "./cn.ts";

export type RingStatus = "OPEN" | "IN_PROGRESS" | "IN_REVIEW" | "RESOLVED" | "CLOSED" | "REOPENED";

const RING: Record<RingStatus, { fill: number; color: string }> = {
  OPEN: { fill: 0, color: "text-muted" },
  REOPENED: { fill: 0, color: "text-wait" },
  IN_PROGRESS: { fill: 0.5, color: "text-run" },
  IN_REVIEW: { fill: 0.75, color: "text-run" },
  RESOLVED: { fill: 1, color: "text-pass" },
  CLOSED: { fill: 1, color: "text-faint" },
};
const RADIUS = 2.5;
const LENGTH = 2 * Math.PI * RADIUS;

/** A ring that fills as the work advances. It is a picture only: the word stands beside it or in a label. */
export function StatusRing({ status, className }: { status: RingStatus; className?: string }) {
  const { fill, color } = RING[status];
  return (
    <svg aria-hidden viewBox="0 0 16 16" className={cn("size-4 shrink-0", color, className)} fill="none">
      {fill === 1 ? (
        <>
          <circle cx="8" cy="8" r="6.5" fill="currentColor" />
          {status === "CLOSED" ? (
            <path
              d="m5.75 5.75 4.5 4.5m0-4.5-4.5 4.5"
              className="stroke-surface"
              strokeWidth="1.5"
              strokeLinecap="round"
            />
          ) : (
            <path
              d="m5 8.25 2.1 2.1L11 6.2"
              className="stroke-surface"
              strokeWidth="1.5"
              strokeLinecap="round"
              strokeLinejoin="round"
            />
          )}
        </>
      ) : (
        <>
          <circle cx="8" cy="8" r="5.75" stroke="currentColor" strokeWidth="1.5" />
          <circle
            cx="8"
            cy="8"
            r={RADIUS}
            stroke="currentColor"
            strokeWidth={RADIUS * 2}
            strokeDasharray={`${fill * LENGTH} ${LENGTH}`}
            transform="rotate(-90 8 8)"
          />
          {status === "REOPENED" ? (
            <path
              d="M10.4 8A2.4 2.4 0 1 1 8 5.6M8 4v3.2l1.6-1.6z"
              stroke="currentColor"
              strokeWidth="1"
              strokeLinejoin="round"
            />
          ) : null}
        </>
      )}
    </svg>
  );
}
