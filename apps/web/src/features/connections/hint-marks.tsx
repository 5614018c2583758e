import type { InventoryTool } from "@hawkmoth/client/tool-inventory";
import { Eye, Globe, PencilLine, Repeat2, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";

/** What a tool says of itself to clients, as small marks with words for those who can't see them. */
export function HintMarks({ hints }: { hints: InventoryTool["hints"] }) {
  return (
    <ul className="flex items-center gap-1 [&_svg]:size-3.5 [&_svg]:stroke-[1.5]">
      {hints.read_only ? (
        <Mark label="Reads only" className="text-muted">
          <Eye aria-hidden />
        </Mark>
      ) : (
        <Mark label="Writes" className="text-run">
          <PencilLine aria-hidden />
        </Mark>
      )}
      {hints.destructive ? (
        <Mark label="May overwrite or remove" className="text-wait">
          <TriangleAlert aria-hidden />
        </Mark>
      ) : null}
      {hints.idempotent && !hints.read_only ? (
        <Mark label="Calling it twice changes nothing more" className="text-muted">
          <Repeat2 aria-hidden />
        </Mark>
      ) : null}
      {hints.open_world ? (
        <Mark label="Reaches other services" className="text-muted">
          <Globe aria-hidden />
        </Mark>
      ) : null}
    </ul>
  );
}

function Mark({ label, className, children }: { label: string; className: string; children: ReactNode }) {
  return (
    <li title={label} className={className}>
      {children}
      <span className="sr-only">{label}</span>
    </li>
  );
}

/** What the marks mean. */
export function HintLegend() {
  return (
    <p className="flex flex-wrap items-center gap-x-4 gap-y-1 text-xs text-muted [&_svg]:size-3.5 [&_svg]:stroke-[1.5] [&>span]:flex [&>span]:items-center [&>span]:gap-1">
      <span>
        <Eye aria-hidden /> reads only
      </span>
      <span>
        <PencilLine aria-hidden className="text-run" /> writes
      </span>
      <span>
        <TriangleAlert aria-hidden className="text-wait" /> may overwrite or remove
      </span>
      <span>
        <Repeat2 aria-hidden /> safe to repeat
      </span>
      <span>
        <Globe aria-hidden /> reaches other services
      </span>
    </p>
  );
}
