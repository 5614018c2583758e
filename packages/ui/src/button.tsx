"use client";
import { type VariantProps, cva } from "class-variance-authority";
import { LoaderCircle } from "lucide-react";
import { Slot } from "radix-ui/slot";
import type { ComponentProps } from "react";
import { cn } from "./cn.ts";

const button = cva(
  "inline-flex shrink-0 items-center justify-center gap-1.5 rounded-md border font-medium whitespace-nowrap transition-colors duration-120 select-none disabled:pointer-events-none disabled:opacity-50 aria-disabled:pointer-events-none aria-disabled:opacity-50 [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:stroke-[1.5]",
  {
    variants: {
      variant: {
        primary: "border-transparent bg-accent text-on-accent hover:bg-accent-strong",
        default: "border-line-strong bg-surface text-ink hover:bg-hover active:bg-pressed",
        ghost:
          "border-transparent text-muted hover:bg-hover hover:text-ink active:bg-pressed data-[state=open]:bg-hover",
        quiet: "border-transparent text-muted hover:bg-fail-soft hover:text-fail",
        danger: "border-line-strong bg-surface text-fail hover:border-fail hover:bg-fail-soft",
      },
      size: {
        sm: "h-6 px-2 text-xs",
        md: "h-7 px-2.5 text-sm",
        lg: "h-9 px-4 text-md",
      },
    },
    defaultVariants: { variant: "default", size: "md" },
  },
);

export interface ButtonProps extends ComponentProps<"button">, VariantProps<typeof button> {
  /** Renders the child (a link) with the looks of a button. */
  asChild?: boolean;
  isPending?: boolean;
}

export function Button({ className, variant, size, asChild, isPending, children, ...props }: ButtonProps) {
  if (asChild)
    return (
      <Slot className={cn(button({ variant, size }), className)} {...props}>
        {children}
      </Slot>
    );
  return (
    <button
      type="button"
      className={cn(button({ variant, size }), className)}
      aria-busy={isPending || undefined}
      {...props}
      disabled={props.disabled || isPending}
    >
      {isPending ? <LoaderCircle aria-hidden className="animate-spin" /> : null}
      {children}
    </button>
  );
}
