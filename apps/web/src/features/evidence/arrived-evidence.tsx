"use client";
import type { Artifact, Capture } from "@hawkmoth/domain/capture/schema";
import type { Evidence } from "@hawkmoth/domain/evidence/schema";
import { useVisitor } from "../../shell/me.tsx";
import { AttachedFiles } from "./attached-files.tsx";
import { RecordedEvidence } from "./recorded-evidence.tsx";
import { Screenshot } from "./screenshot.tsx";
import { UntrustedFrame } from "./untrusted-frame.tsx";

interface ArrivedEvidenceProps {
  bugKey: string;
  capture: Capture;
  /** What was derived from a recording; null without one. */
  evidence: Evidence | null;
}

/** What arrived with a report, each kind in its place, whether or not the rest came or could be read. */
export function ArrivedEvidence({ bugKey, capture, evidence }: ArrivedEvidenceProps) {
  const { workspace } = useVisitor();
  const hrefOf = (artifact: Artifact) =>
    `/api/v1/artifacts/${artifact.id}/content?workspace=${encodeURIComponent(workspace)}`;
  const picture = capture.artifacts.find(({ kind }) => kind === "SCREENSHOT");
  const files = capture.artifacts.filter(({ kind }) => kind === "FILE");
  const src = picture ? hrefOf(picture) : null;
  if (!evidence && !picture && files.length === 0) return null;
  return (
    <div className="@container">
      <UntrustedFrame title="Evidence" facts={evidence ? factsOf(evidence) : ""}>
        {evidence ? (
          <RecordedEvidence
            bugKey={bugKey}
            evidence={evidence}
            replayId={capture.artifacts.find(({ kind }) => kind === "REPLAY_CLEAN")?.id ?? null}
            screenshotSrc={src}
          />
        ) : src ? (
          <Screenshot src={src} />
        ) : null}
        {capture.status === "READY" && !evidence ? (
          <p className="border-t border-line px-3 py-2 text-xs text-muted first:border-t-0">
            No session was recorded: there is no replay, console or network for this report.
          </p>
        ) : null}
        {files.length > 0 ? <AttachedFiles files={files} hrefOf={hrefOf} /> : null}
      </UntrustedFrame>
    </div>
  );
}

function factsOf({ meta }: Evidence): string {
  return `${(meta.duration_ms / 1000).toFixed(0)} s on ${URL.canParse(meta.url) ? new URL(meta.url).host : "a page"}`;
}
