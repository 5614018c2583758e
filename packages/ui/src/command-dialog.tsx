"use client";
import * as RadixDialog from "radix-ui/dialog";
import type { ReactNode } from "react";
import { DialogContent } from "./dialog-content.tsx";

interface CommandDialogProps {
  title: ReactNode;
  onClose: () => void;
  children: ReactNode;
  /** Shows the title above the list; otherwise it is read aloud only. */
  hasVisibleTitle?: boolean;
}

/** A list over the page, near the top, for what the keyboard opens. */
export function CommandDialog({ title, onClose, children, hasVisibleTitle }: CommandDialogProps) {
  return (
    <RadixDialog.Root
      open
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
    >
      <RadixDialog.Portal>
        <RadixDialog.Overlay className="fixed inset-0 z-40 animate-fade-in bg-scrim" />
        <DialogContent
          aria-describedby={undefined}
          className="fixed top-[14dvh] left-1/2 z-40 w-[calc(100vw-24px)] max-w-140 -translate-x-1/2 animate-float-in overflow-hidden rounded-lg border border-line bg-raised shadow-float outline-none"
        >
          <RadixDialog.Title className={hasVisibleTitle ? "truncate px-3 pt-2.5 text-xs text-muted" : "sr-only"}>
            {title}
          </RadixDialog.Title>
          {children}
        </DialogContent>
      </RadixDialog.Portal>
    </RadixDialog.Root>
  );
}
