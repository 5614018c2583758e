"use client";
import * as RadixPopover from "radix-ui/popover";
import type { ReactNode } from "react";
import { cn } from "./cn.ts";
import { isComposing } from "./keys.ts";

interface PopoverProps {
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  trigger: ReactNode;
  label: string;
  align?: "start" | "center" | "end";
  children: ReactNode;
  className?: string;
}

export function Popover({ open, onOpenChange, trigger, label, align = "start", children, className }: PopoverProps) {
  return (
    <RadixPopover.Root {...(open === undefined ? {} : { open })} {...(onOpenChange ? { onOpenChange } : {})}>
      <RadixPopover.Trigger asChild>{trigger}</RadixPopover.Trigger>
      <RadixPopover.Portal>
        <RadixPopover.Content
          aria-label={label}
          align={align}
          sideOffset={4}
          collisionPadding={8}
          onEscapeKeyDown={(event) => {
            if (isComposing(event)) event.preventDefault();
          }}
          className={cn(
            "z-50 max-h-(--radix-popover-content-available-height) animate-float-in overflow-auto rounded-lg border border-line bg-raised shadow-float outline-none",
            className,
          )}
        >
          {children}
        </RadixPopover.Content>
      </RadixPopover.Portal>
    </RadixPopover.Root>
  );
}
