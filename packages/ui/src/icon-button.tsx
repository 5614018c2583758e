"use client";
import type { ComponentProps } from "react";
import { cn } from "./cn.ts";
import { Tooltip } from "./tooltip.tsx";

export interface IconButtonProps extends Omit<ComponentProps<"button">, "aria-label"> {
  /** Says what the button does; read aloud and shown as its tooltip. */
  label: string;
  shortcut?: string;
  size?: "sm" | "md";
}

export function IconButton({ label, shortcut, size = "md", className, ...props }: IconButtonProps) {
  return (
    <Tooltip content={label} shortcut={shortcut}>
      <button
        type="button"
        aria-label={label}
        className={cn(
          "inline-flex shrink-0 items-center justify-center rounded-md text-muted transition-colors duration-120 hover:bg-hover hover:text-ink active:bg-pressed disabled:pointer-events-none disabled:opacity-40 aria-pressed:bg-pressed aria-pressed:text-ink data-[state=open]:bg-hover [&_svg]:size-4 [&_svg]:stroke-[1.5]",
          size === "sm" ? "size-6" : "size-7",
          className,
        )}
        {...props}
      />
    </Tooltip>
  );
}
