"use client";
import { X } from "lucide-react";
import * as RadixDialog from "radix-ui/dialog";
import type { ReactNode } from "react";
import { cn } from "./cn.ts";
import { DialogContent } from "./dialog-content.tsx";

interface SheetProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  side?: "left" | "right";
  hasVisibleTitle?: boolean;
  children: ReactNode;
  className?: string;
}

/** A panel from an edge of the window: the sidebar on a phone, the detail of a row. */
export function Sheet({
  open,
  onOpenChange,
  title,
  side = "right",
  hasVisibleTitle = true,
  children,
  className,
}: SheetProps) {
  return (
    <RadixDialog.Root open={open} onOpenChange={onOpenChange}>
      <RadixDialog.Portal>
        <RadixDialog.Overlay className="fixed inset-0 z-40 animate-fade-in bg-scrim" />
        <DialogContent
          aria-describedby={undefined}
          className={cn(
            "fixed inset-y-0 z-40 flex w-[min(560px,calc(100vw-40px))] animate-fade-in flex-col border-line bg-raised shadow-float outline-none",
            side === "right" ? "right-0 border-l" : "left-0 border-r",
            className,
          )}
        >
          <header
            className={
              hasVisibleTitle ? "flex h-11 items-center justify-between border-b border-line pr-2 pl-4" : "sr-only"
            }
          >
            <RadixDialog.Title className="truncate text-sm font-semibold">{title}</RadixDialog.Title>
            <RadixDialog.Close
              aria-label="Close"
              className="inline-flex size-7 items-center justify-center rounded-md text-muted hover:bg-hover hover:text-ink"
            >
              <X aria-hidden className="size-4 stroke-[1.5]" />
            </RadixDialog.Close>
          </header>
          <div className="min-h-0 flex-1 overflow-y-auto">{children}</div>
        </DialogContent>
      </RadixDialog.Portal>
    </RadixDialog.Root>
  );
}
