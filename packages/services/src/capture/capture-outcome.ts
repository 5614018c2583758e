import { EvidenceDigest } from "@hawkmoth/domain/bug/schema";
import { ArtifactKind, RecordedCounts } from "@hawkmoth/domain/capture/schema";
import { FingerprintLayer } from "@hawkmoth/domain/duplicate/schema";
import { z } from "zod";

/** A derived blob that lies in the store; its row is still to be written. */
export const DerivedBlob = z.object({
  id: z.string(),
  kind: ArtifactKind,
  blob_key: z.string(),
  size_bytes: z.number(),
  sha256: z.string(),
});
export type DerivedBlob = z.infer<typeof DerivedBlob>;

/** What was made of a capture: blobs in the store, and what its row says of them. */
export const DerivedCapture = z.object({
  made: z.array(DerivedBlob),
  counts: RecordedCounts.nullable(),
  duration_ms: z.number().nullable(),
  epoch_ms: z.number().nullable(),
  digest: EvidenceDigest.nullable(),
  search_text: z.string(),
  /** What of it can be the same in another capture. */
  fingerprint: z.array(z.object({ layer: FingerprintLayer, text: z.string() })),
});
export type DerivedCapture = z.infer<typeof DerivedCapture>;

/** Of pictures and attached files alone nothing is derived. */
export const NOTHING_RECORDED: Omit<DerivedCapture, "made"> = {
  counts: null,
  duration_ms: null,
  epoch_ms: null,
  digest: null,
  search_text: "",
  fingerprint: [],
};

/**
 * What reading a capture came to. `reason` is for people. A final failure comes again however often the capture is
 * read; any other may go away with a person's retry, and the queue tries neither again. `cause` is for the log.
 */
export const CaptureOutcome = z.union([
  z.object({ derived: DerivedCapture }),
  z.object({ reason: z.string(), is_final: z.boolean(), cause: z.string().optional() }),
]);
export type CaptureOutcome = z.infer<typeof CaptureOutcome>;

/** Blob keys of what the reporter's browser recorded; null for what it did not send. */
export const RecordedFiles = z.object({ logs: z.string().nullable(), replay: z.string().nullable() });
export type RecordedFiles = z.infer<typeof RecordedFiles>;

/**
 * Reads what was recorded, which may be made by anyone to do harm. It throws for a fault of ours, such as a disk that
 * is away: the queue tries again.
 */
export type ReadCapture = (files: RecordedFiles) => Promise<CaptureOutcome>;
