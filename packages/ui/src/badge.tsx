import { type VariantProps, cva } from "class-variance-authority";
import type { ComponentProps } from "react";
import { cn } from "./cn.ts";

const badge = cva(
  "inline-flex h-5 max-w-full shrink-0 items-center gap-1 rounded-sm border px-1.5 text-2xs font-medium whitespace-nowrap [&_svg]:size-3 [&_svg]:shrink-0 [&_svg]:stroke-[1.75]",
  {
    variants: {
      tone: {
        neutral: "border-line bg-canvas text-muted",
        agent: "border-transparent bg-agent-soft text-agent-ink",
        fail: "border-transparent bg-fail-soft text-fail",
        wait: "border-transparent bg-wait-soft text-wait",
        pass: "border-transparent bg-pass-soft text-pass",
        run: "border-transparent bg-run-soft text-run",
      },
    },
    defaultVariants: { tone: "neutral" },
  },
);

export type BadgeTone = NonNullable<VariantProps<typeof badge>["tone"]>;

export function Badge({ tone, className, ...props }: ComponentProps<"span"> & { tone?: BadgeTone }) {
  return <span className={cn(badge({ tone }), className)} {...props} />;
}
