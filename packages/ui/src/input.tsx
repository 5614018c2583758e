import type { ComponentProps } from "react";
import { cn } from "./cn.ts";

const FIELD =
  "w-full rounded-md border border-line-strong bg-surface text-sm text-ink transition-colors duration-120 hover:border-control-line focus-visible:border-accent focus-visible:outline-offset-0 disabled:opacity-60 aria-invalid:border-fail";

export function Input({ className, ...props }: ComponentProps<"input">) {
  return <input className={cn(FIELD, "h-7 px-2", className)} {...props} />;
}

export function Textarea({ className, ...props }: ComponentProps<"textarea">) {
  return <textarea className={cn(FIELD, "min-h-20 resize-y px-2 py-1.5", className)} {...props} />;
}
