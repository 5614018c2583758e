"use client";
import type { BugEvidence, Evidence } from "@hawkmoth/domain/evidence/schema";
import { Skeleton } from "@hawkmoth/ui/skeleton";
import { useQuery } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { useMemo, useState } from "react";
import { useTRPC } from "../../data/trpc.ts";
import { LoadFailure } from "../../shell/load-failure.tsx";
import { useVisitor } from "../../shell/me.tsx";
import { parseLinkTime } from "../replay/clock.ts";
import { PlayerProvider } from "../replay/player-context.tsx";
import { createPlayerStore } from "../replay/player-store.ts";
import { ReplayPlayer } from "../replay/replay-player.tsx";
import { CaptureNotice } from "./capture-notice.tsx";
import { EvidenceTabs } from "./evidence-tabs.tsx";
import { UntrustedFrame } from "./untrusted-frame.tsx";

/** Everything that was captured, or where its processing stands. Draws nothing for a bug without a capture. */
export function EvidenceSection({ bugKey }: { bugKey: string }) {
  const trpc = useTRPC();
  const query = useQuery(trpc.evidence.get.queryOptions({ bug_id: bugKey }, { staleTime: Number.POSITIVE_INFINITY }));
  if (query.isPending) return <Skeleton className="aspect-[16/9] max-h-[52dvh] w-full rounded-md" />;
  if (query.error && !query.data)
    return (
      <LoadFailure
        what="The evidence can’t be shown."
        error={query.error}
        isRetrying={query.isFetching}
        onRetry={() => void query.refetch()}
      />
    );
  const { capture, evidence } = query.data ?? { capture: null, evidence: null };
  if (!capture) return null;
  return (
    <>
      {capture.status === "READY" ? null : <CaptureNotice bugKey={bugKey} capture={capture} />}
      {evidence ? <ReadyEvidence bugKey={bugKey} capture={capture} evidence={evidence} /> : null}
    </>
  );
}

interface ReadyEvidenceProps {
  bugKey: string;
  capture: NonNullable<BugEvidence["capture"]>;
  evidence: Evidence;
}

function ReadyEvidence({ bugKey, capture, evidence }: ReadyEvidenceProps) {
  const { workspace } = useVisitor();
  const params = useSearchParams();
  const [initialOffsetMs] = useState(() => parseLinkTime(params.get("t")));
  const replay = capture.artifacts.find((artifact) => artifact.kind === "REPLAY_CLEAN") ?? null;
  const screenshot = capture.artifacts.find((artifact) => artifact.kind === "SCREENSHOT");
  const hasReplay = replay !== null;
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
      <div className="@container">
        <UntrustedFrame title="Evidence" facts={factsOf(evidence)}>
          <div className="@min-[1240px]:grid @min-[1240px]:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
            <ReplayPlayer evidence={evidence} artifactId={replay?.id ?? null} initialOffsetMs={initialOffsetMs} />
            <div className="min-w-0 @min-[1240px]:border-l @min-[1240px]:border-line">
              <EvidenceTabs
                bugKey={bugKey}
                evidence={evidence}
                screenshotSrc={
                  screenshot
                    ? `/api/v1/artifacts/${screenshot.id}/content?workspace=${encodeURIComponent(workspace)}`
                    : null
                }
              />
            </div>
          </div>
        </UntrustedFrame>
      </div>
    </PlayerProvider>
  );
}

function factsOf({ meta }: Evidence): string {
  return `${(meta.duration_ms / 1000).toFixed(0)} s on ${URL.canParse(meta.url) ? new URL(meta.url).host : "a page"}`;
}
