import { cn } from "@hawkmoth/ui/cn";
import { Check } from "lucide-react";
import type { ReactNode } from "react";

const STEPS = ["Workspace", "Project", "First capture"] as const;

export function StepList({ current, children }: { current: number; children: ReactNode }) {
  return (
    <>
      <ol className="mb-6 flex gap-2">
        {STEPS.map((name, index) => (
          <li
            key={name}
            aria-current={index === current ? "step" : undefined}
            className={cn(
              "flex flex-1 items-center gap-1.5 border-t-2 pt-1.5 text-xs",
              index < current && "border-pass text-muted",
              index === current && "border-ink font-medium",
              index > current && "border-line text-faint",
            )}
          >
            {index < current ? <Check aria-label="Done" className="size-3.5 stroke-[1.75] text-pass" /> : null}
            {name}
          </li>
        ))}
      </ol>
      {children}
    </>
  );
}
