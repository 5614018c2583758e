import type { ComponentProps } from "react";
import { cn } from "./cn.ts";
import { FIELD_CLASS } from "./input.tsx";

export function Textarea({ className, ...props }: ComponentProps<"textarea">) {
  return <textarea className={cn(FIELD_CLASS, "min-h-20 resize-y px-2 py-1.5", className)} {...props} />;
}
