import type { EvidenceCounts, RecordedCounts } from "@hawkmoth/domain/capture/schema";
import type { ArtifactRow } from "./rows.ts";

const NOTHING: RecordedCounts = {
  console: 0,
  console_errors: 0,
  network: 0,
  failed_requests: 0,
  errors: 0,
  actions: 0,
  replay_events: 0,
};

/** What lists show of a capture: what was recorded, once that was read, and the stored files; null for neither. */
export function evidenceCounts(
  recorded: RecordedCounts | null,
  stored: readonly Pick<ArtifactRow, "kind">[],
): EvidenceCounts | null {
  const count = (wanted: ArtifactRow["kind"]) => stored.filter(({ kind }) => kind === wanted).length;
  const [screenshots, files] = [count("SCREENSHOT"), count("FILE")];
  return recorded || screenshots + files > 0 ? { ...NOTHING, ...recorded, screenshots, files } : null;
}
