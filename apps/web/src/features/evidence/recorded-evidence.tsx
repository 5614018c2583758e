"use client";
import type { Evidence } from "@hawkmoth/domain/evidence/schema";
import { useSearchParams } from "next/navigation";
import { useMemo, useState } from "react";
import { parseLinkTime } from "../replay/clock.ts";
import { PlayerProvider } from "../replay/player-context.tsx";
import { createPlayerStore } from "../replay/player-store.ts";
import { ReplayPlayer } from "../replay/replay-player.tsx";
import { EvidenceTabs } from "./evidence-tabs.tsx";
import { Screenshot } from "./screenshot.tsx";

interface RecordedEvidenceProps {
  bugKey: string;
  evidence: Evidence;
  /** The sanitised replay; without one the screenshot takes its place. */
  replayId: string | null;
  screenshotSrc: string | null;
}

/** The player with its lanes, and what was logged beside it. */
export function RecordedEvidence({ bugKey, evidence, replayId, screenshotSrc }: RecordedEvidenceProps) {
  const params = useSearchParams();
  const [initialOffsetMs] = useState(() => parseLinkTime(params.get("t")));
  const hasReplay = replayId !== null;
  const { epoch_ms, duration_ms, viewport } = evidence.meta;
  const store = useMemo(
    () =>
      createPlayerStore({
        epoch_ms,
        duration_ms,
        ratio: viewport.width / Math.max(1, viewport.height),
        initial_offset_ms: initialOffsetMs,
        hasReplay,
      }),
    [epoch_ms, duration_ms, viewport.width, viewport.height, initialOffsetMs, hasReplay],
  );
  return (
    <PlayerProvider store={store}>
      <div className="@min-[1240px]:grid @min-[1240px]:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <ReplayPlayer
          evidence={evidence}
          artifactId={replayId}
          initialOffsetMs={initialOffsetMs}
          placeholder={screenshotSrc ? <Screenshot src={screenshotSrc} /> : null}
        />
        <div className="min-w-0 @min-[1240px]:border-l @min-[1240px]:border-line">
          <EvidenceTabs bugKey={bugKey} evidence={evidence} screenshotSrc={hasReplay ? screenshotSrc : null} />
        </div>
      </div>
    </PlayerProvider>
  );
}
