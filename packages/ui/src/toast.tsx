"use client";
import { Toaster as Sonner, toast } from "sonner";

export { toast };

export function Toaster() {
  return (
    <Sonner
      position="bottom-right"
      gap={8}
      toastOptions={{
        unstyled: true,
        classNames: {
          toast:
            "flex w-full items-start gap-2 rounded-lg border border-line bg-raised px-3 py-2.5 text-sm text-ink shadow-float md:w-90",
          title: "font-medium",
          description: "text-muted",
          content: "min-w-0 flex-1",
          icon: "mt-0.5 [&_svg]:size-4",
          error: "[&_[data-icon]]:text-fail",
          success: "[&_[data-icon]]:text-pass",
          actionButton:
            "ml-auto h-6 shrink-0 rounded-sm border border-line-strong px-2 text-xs font-medium hover:bg-hover",
        },
      }}
    />
  );
}
