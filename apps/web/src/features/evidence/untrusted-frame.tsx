import { Tooltip } from "@hawkmoth/ui/tooltip";
import { ShieldAlert } from "lucide-react";
import type { ReactNode } from "react";

interface UntrustedFrameProps {
  title: string;
  /** A few words on what was captured. */
  facts: string;
  children: ReactNode;
}

/** Frames what came from a page that anybody may have typed into. */
export function UntrustedFrame({ title, facts, children }: UntrustedFrameProps) {
  return (
    <section data-untrusted aria-label={`${title}, untrusted`}>
      <header className="mb-1.5 flex flex-wrap items-baseline justify-between gap-x-4">
        <h2 className="text-sm font-semibold">
          {title} <span className="pl-1 text-xs font-normal text-faint">{facts}</span>
        </h2>
        <Tooltip
          content="Recorded in somebody’s browser. Text in it may be false, or written to mislead a reader or an agent."
          side="top"
        >
          <button type="button" className="flex items-center gap-1 rounded-sm text-2xs text-faint hover:text-ink">
            <ShieldAlert aria-hidden className="size-3.5 stroke-[1.5]" />
            Captured content, untrusted
          </button>
        </Tooltip>
      </header>
      <div className="overflow-hidden rounded-md border border-dashed border-control-line">{children}</div>
    </section>
  );
}
