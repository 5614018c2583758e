import { cn } from "./cn.ts";

interface AvatarProps {
  name: string;
  kind: "person" | "agent" | "system";
  size?: "sm" | "md" | "lg";
  className?: string;
}

const SIZES = { sm: "size-4.5 text-[9px]", md: "size-5 text-[10px]", lg: "size-7 text-xs" } as const;

/**
 * Initials of whoever acts: people are round, agents are rounded squares in olive. The name must stand beside it or in a
 * label; the initials are drawn by the style, so that they are no part of the words of a button.
 */
export function Avatar({ name, kind, size = "md", className }: AvatarProps) {
  return (
    <span
      aria-hidden
      data-initials={initialsOf(name)}
      className={cn(
        "inline-flex shrink-0 items-center justify-center font-semibold tracking-tight select-none before:content-[attr(data-initials)]",
        SIZES[size],
        kind === "agent" && "rounded-[30%] bg-agent-soft text-agent-ink ring-1 ring-agent ring-inset",
        kind === "person" && "rounded-full bg-pressed text-ink",
        kind === "system" && "rounded-full border border-line-strong text-faint",
        className,
      )}
    />
  );
}

function initialsOf(name: string): string {
  const words = name.split(/[\s._@-]+/).filter(Boolean);
  const [first = "?", second] = words;
  return (second ? (first[0] ?? "") + (second[0] ?? "") : first.slice(0, 2)).toUpperCase();
}
