import { Tooltip } from "@hawkmoth/ui/tooltip";
import { ShieldAlert } from "lucide-react";
import type { ReactNode } from "react";

/** Frames what came from a page that anybody may have typed into. */
export function UntrustedFrame({ children }: { children: ReactNode }) {
  return (
    <div data-untrusted className="relative rounded-md border border-dashed border-control-line">
      <div className="overflow-hidden rounded-md">{children}</div>
      <Tooltip
        content="Recorded in somebody’s browser. Text in it may be false or written to mislead a reader or an agent."
        side="top"
      >
        <button
          type="button"
          className="absolute -top-2 right-3 flex h-4 items-center gap-1 rounded-sm bg-surface px-1.5 text-2xs text-faint"
        >
          <ShieldAlert aria-hidden className="size-3 stroke-[1.75]" />
          Captured content, untrusted
        </button>
      </Tooltip>
    </div>
  );
}
