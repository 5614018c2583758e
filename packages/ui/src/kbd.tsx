import { cn } from "./cn.ts";

/** Shows a shortcut such as `mod+K` or `G B`, one cap for each key. */
export function Kbd({ keys, className }: { keys: string; className?: string }) {
  return (
    <span className={cn("inline-flex items-center gap-0.5", className)}>
      {keys.split(/[+ ]/).map((key) => (
        <kbd
          key={key}
          className="inline-flex h-4 min-w-4 items-center justify-center rounded-sm border border-line-strong bg-canvas px-1 text-[10px] leading-none text-muted"
        >
          {key === "mod" ? <span suppressHydrationWarning>{modifierName()}</span> : key}
        </kbd>
      ))}
    </span>
  );
}

function modifierName(): string {
  return typeof navigator !== "undefined" && /Mac|iPhone|iPad/.test(navigator.userAgent) ? "⌘" : "Ctrl";
}
