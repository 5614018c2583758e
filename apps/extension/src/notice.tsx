import { cn } from "@hawkmoth/ui/cn";
import { CircleAlert, CircleCheck, Info } from "lucide-react";
import type { ReactNode } from "react";

const LOOKS = {
  fail: { box: "border-fail/40 bg-fail-soft", icon: <CircleAlert aria-hidden className="text-fail" /> },
  pass: { box: "border-pass/40 bg-pass-soft", icon: <CircleCheck aria-hidden className="text-pass" /> },
  info: { box: "border-line bg-surface", icon: <Info aria-hidden className="text-muted" /> },
} as const;

interface NoticeProps {
  tone: keyof typeof LOOKS;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
  className?: string;
}

/** What happened and what to do about it, in place. */
export function Notice({ tone, title, children, action, className }: NoticeProps) {
  const look = LOOKS[tone];
  return (
    <div
      role={tone === "fail" ? "alert" : "status"}
      className={cn("flex items-start gap-2.5 rounded-md border p-3 text-sm", look.box, className)}
    >
      <span className="mt-0.5 [&_svg]:size-4 [&_svg]:stroke-[1.75]">{look.icon}</span>
      <div className="min-w-0 flex-1">
        <p className="font-medium">{title}</p>
        {children ? <div className="mt-0.5 text-muted [overflow-wrap:anywhere]">{children}</div> : null}
      </div>
      {action}
    </div>
  );
}
