import type { ComponentProps } from "react";
import { cn } from "./cn.ts";

/** The looks every text control shares. */
export const FIELD_CLASS =
  "w-full rounded-md border border-line-strong bg-surface text-sm text-ink transition-colors duration-120 hover:border-control-line focus-visible:border-accent focus-visible:outline-3 focus-visible:outline-offset-0 focus-visible:outline-accent-soft data-[state=open]:border-accent disabled:opacity-60 aria-invalid:border-fail";

export function Input({ className, ...props }: ComponentProps<"input">) {
  return <input className={cn(FIELD_CLASS, "h-7 px-2", className)} {...props} />;
}
