import type { EvidenceCounts } from "@hawkmoth/domain/capture/schema";
import { CirclePlay, Globe, Image, Paperclip, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";

/** What a capture holds, in the width of a row: errors, failed requests, a replay, a screenshot, files. */
export function EvidenceGlyphs({ counts }: { counts: EvidenceCounts | null }) {
  if (!counts) return null;
  const errors = counts.errors + counts.console_errors;
  return (
    <span className="flex shrink-0 items-center gap-2 text-2xs text-faint">
      {errors > 0 ? (
        <Glyph title={`${errors} errors`} icon={<TriangleAlert aria-hidden className="text-fail" />} count={errors} />
      ) : null}
      {counts.failed_requests > 0 ? (
        <Glyph
          title={`${counts.failed_requests} failed requests`}
          icon={<Globe aria-hidden className="text-fail" />}
          count={counts.failed_requests}
        />
      ) : null}
      {counts.replay_events > 0 ? <Glyph title="Replay" icon={<CirclePlay aria-hidden />} /> : null}
      {counts.screenshots > 0 ? <Glyph title="Screenshot" icon={<Image aria-hidden />} /> : null}
      {counts.files > 0 ? (
        <Glyph
          title={counts.files === 1 ? "1 file" : `${counts.files} files`}
          icon={<Paperclip aria-hidden />}
          {...(counts.files > 1 ? { count: counts.files } : {})}
        />
      ) : null}
    </span>
  );
}

function Glyph({ title, icon, count }: { title: string; icon: ReactNode; count?: number }) {
  return (
    <span title={title} className="flex items-center gap-0.5 [&_svg]:size-3.5 [&_svg]:stroke-[1.5]">
      {icon}
      {count}
      <span className="sr-only">{title}</span>
    </span>
  );
}
