"use client";
import { type ComponentType, useEffect, useState } from "react";
import type { ToasterProps, toast as sonnerToast } from "sonner";

interface Sonner {
  Toaster: ComponentType<ToasterProps>;
  toast: typeof sonnerToast;
}

export interface ToastOptions {
  description?: string;
  action?: { label: string; onClick: () => void };
}

const mounted = Promise.withResolvers<Sonner>();

/** Short news at the edge of the window. They wait until the Toaster, which loads after the page, is there. */
export const toast = {
  success: (title: string, options: ToastOptions = {}) =>
    void mounted.promise.then((sonner) => sonner.toast.success(title, options)),
  error: (title: string, options: ToastOptions = {}) =>
    void mounted.promise.then((sonner) => sonner.toast.error(title, options)),
};

const LOOKS: ToasterProps = {
  position: "bottom-right",
  gap: 8,
  toastOptions: {
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
      actionButton: "ml-auto h-6 shrink-0 rounded-sm border border-line-strong px-2 text-xs font-medium hover:bg-hover",
    },
  },
};

export function Toaster() {
  const [sonner, setSonner] = useState<Sonner | null>(null);
  useEffect(() => {
    // Without its code there are no toasts; whatever they would tell also stands on the page.
    import("sonner").then(setSonner, () => undefined);
  }, []);
  return sonner ? <MountedToaster sonner={sonner} /> : null;
}

function MountedToaster({ sonner }: { sonner: Sonner }) {
  const { Toaster: Inner } = sonner;
  useEffect(() => mounted.resolve(sonner), [sonner]);
  return <Inner {...LOOKS} />;
}
