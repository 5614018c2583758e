import type { ReactNode } from "react";
import { cn } from "./cn.ts";

interface EmptyStateProps {
  icon?: ReactNode;
  title: string;
  /** What to do next, in one or two sentences. */
  children?: ReactNode;
  action?: ReactNode;
  className?: string;
}

export function EmptyState({ icon, title, children, action, className }: EmptyStateProps) {
  return (
    <div className={cn("flex flex-col items-start gap-3 px-4 py-10 md:px-6", className)}>
      {icon ? <span className="text-faint [&_svg]:size-5 [&_svg]:stroke-[1.5]">{icon}</span> : null}
      <div>
        <p className="text-md font-medium">{title}</p>
        {children ? <div className="mt-1 max-w-[60ch] text-sm text-muted">{children}</div> : null}
      </div>
      {action ? <div className="flex flex-wrap gap-2">{action}</div> : null}
    </div>
  );
}
