import { cn } from "./cn.ts";

export type DiamondSeverity = "CRITICAL" | "HIGH" | "MEDIUM" | "LOW";

const LOOKS: Record<DiamondSeverity, string> = {
  CRITICAL: "fill-fail stroke-fail",
  HIGH: "fill-wait stroke-wait",
  MEDIUM: "fill-pressed stroke-muted",
  LOW: "fill-transparent stroke-faint",
};

/** Impact as a small diamond. It is a picture only: the word stands beside it or in a label. */
export function SeverityDiamond({ severity, className }: { severity: DiamondSeverity; className?: string }) {
  return (
    <svg aria-hidden viewBox="0 0 16 16" className={cn("size-4 shrink-0", className)}>
      <path d="M8 2.75 13.25 8 8 13.25 2.75 8z" className={LOOKS[severity]} strokeWidth="1.25" strokeLinejoin="round" />
    </svg>
  );
}
