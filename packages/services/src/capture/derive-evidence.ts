import type { CaptureLogs } from "@hawkmoth/domain/capture/bundle";
import type { RecordedCounts } from "@hawkmoth/domain/capture/schema";
import type { FingerprintPart } from "@hawkmoth/domain/duplicate/schema";
import type { Evidence } from "@hawkmoth/domain/evidence/schema";
import { countEvidence } from "@hawkmoth/replay/count-evidence";
import { buildDigest } from "@hawkmoth/replay/digest";
import { fingerprintEvidence } from "@hawkmoth/replay/fingerprint";
import { buildTimeline } from "@hawkmoth/replay/timeline";

/** Characters of errors and addresses that search looks at. */
const MAX_SEARCH_TEXT = 8000;

/** What people, agents and search read of a session. */
export interface DerivedEvidence {
  evidence: Evidence;
  counts: RecordedCounts;
  search_text: string;
  /** What of it can be the same in another capture. */
  fingerprint: FingerprintPart[];
}

/** Derives what is read of a session from its scrubbed lists. */
export function deriveEvidence(logs: CaptureLogs, replay_events: number): DerivedEvidence {
  const evidence: Evidence = { ...logs, timeline: buildTimeline(logs), digest: buildDigest(logs) };
  return {
    evidence,
    counts: countEvidence(logs, replay_events),
    search_text: searchText(evidence),
    fingerprint: fingerprintEvidence(evidence),
  };
}

function searchText(evidence: Evidence): string {
  const failing = evidence.network.filter((request) => request.error !== null || (request.status ?? 0) >= 400);
  const texts = [
    evidence.meta.url,
    evidence.meta.title,
    ...evidence.errors.map((error) => error.message),
    ...failing.map((request) => `${request.method} ${request.url} ${request.status ?? ""}`),
    ...evidence.console.filter((entry) => entry.level === "error").map((entry) => entry.text),
  ];
  return [...new Set(texts)].join("\n").slice(0, MAX_SEARCH_TEXT);
}
