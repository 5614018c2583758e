"use client";
import { X } from "lucide-react";
import * as RadixDialog from "radix-ui/dialog";
import type { ReactNode } from "react";
import { cn } from "./cn.ts";
import { DialogContent } from "./dialog-content.tsx";

interface DialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description?: ReactNode;
  children: ReactNode;
  /** Buttons at the end, the main one last. */
  footer?: ReactNode;
  className?: string;
  /** False keeps the dialog open on Escape and on a click outside. */
  isDismissable?: boolean;
}

export function Dialog({
  open,
  onOpenChange,
  title,
  description,
  children,
  footer,
  className,
  isDismissable = true,
}: DialogProps) {
  const guard = (event: Event) => {
    if (!isDismissable) event.preventDefault();
  };
  return (
    <RadixDialog.Root open={open} onOpenChange={onOpenChange}>
      <RadixDialog.Portal>
        <RadixDialog.Overlay className="fixed inset-0 z-40 animate-fade-in bg-scrim" />
        <DialogContent
          {...(description ? {} : { "aria-describedby": undefined })}
          onEscapeKeyDown={guard}
          onInteractOutside={guard}
          className={cn(
            "fixed top-[10dvh] left-1/2 z-40 flex max-h-[80dvh] w-[calc(100vw-24px)] max-w-lg -translate-x-1/2 animate-float-in flex-col rounded-lg border border-line bg-raised shadow-float outline-none",
            className,
          )}
        >
          <header className="flex items-start justify-between gap-4 px-4 pt-4 pb-3">
            <div className="min-w-0">
              <RadixDialog.Title className="text-lg font-semibold">{title}</RadixDialog.Title>
              {description ? (
                <RadixDialog.Description className="mt-0.5 text-sm text-muted">{description}</RadixDialog.Description>
              ) : null}
            </div>
            {isDismissable ? (
              <RadixDialog.Close
                aria-label="Close"
                className="-mt-0.5 -mr-1 inline-flex size-7 shrink-0 items-center justify-center rounded-md text-muted hover:bg-hover hover:text-ink"
              >
                <X aria-hidden className="size-4 stroke-[1.5]" />
              </RadixDialog.Close>
            ) : null}
          </header>
          <div className="min-h-0 flex-1 overflow-y-auto px-4 pb-4">{children}</div>
          {footer ? <footer className="flex justify-end gap-2 border-t border-line px-4 py-3">{footer}</footer> : null}
        </DialogContent>
      </RadixDialog.Portal>
    </RadixDialog.Root>
  );
}
