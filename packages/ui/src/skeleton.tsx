import { cn } from "./cn.ts";

/** The place of something that is still loading, in its final size. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={cn("block animate-breathe rounded-sm bg-pressed", className)} />;
}
