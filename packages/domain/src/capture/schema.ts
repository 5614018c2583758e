import { z } from "zod";
import { idSchema } from "../ids.ts";
import { Timestamp } from "../time.ts";

/** PENDING until all uploads are there, then PROCESSING in the worker until READY or FAILED. */
export const CaptureStatus = z.enum(["PENDING", "UPLOADED", "PROCESSING", "READY", "FAILED"]);
export type CaptureStatus = z.infer<typeof CaptureStatus>;

/**
 * REPLAY, LOGS, COOKIES, SCREENSHOT and FILE come from the reporter; EVIDENCE is what the worker derived from LOGS.
 * COOKIES hold what the project allowed when they arrived, and only the cookies call gives them out.
 */
export const ArtifactKind = z.enum(["REPLAY", "LOGS", "COOKIES", "SCREENSHOT", "FILE", "EVIDENCE", "REPLAY_CLEAN"]);
export type ArtifactKind = z.infer<typeof ArtifactKind>;

/** A stored file of a capture, without its bytes. */
export const Artifact = z.object({
  id: idSchema("artifact"),
  kind: ArtifactKind,
  content_type: z.string(),
  file_name: z.string().nullable(),
  size_bytes: z.int(),
  sha256: z.string(),
  url: z.string().describe("Where to download it with the same credential"),
});
export type Artifact = z.infer<typeof Artifact>;

/** How much a browser recorded of each kind. */
export const RecordedCounts = z.object({
  console: z.int(),
  console_errors: z.int(),
  network: z.int(),
  failed_requests: z.int(),
  errors: z.int(),
  actions: z.int(),
  replay_events: z.int(),
});
export type RecordedCounts = z.infer<typeof RecordedCounts>;

/** How much of each kind of evidence a capture holds. Rows from before pictures and files were counted hold none. */
export const EvidenceCounts = RecordedCounts.extend({
  screenshots: z.int().default(0),
  files: z.int().default(0),
});
export type EvidenceCounts = z.infer<typeof EvidenceCounts>;

/** One recorded session that belongs to a bug. */
export const Capture = z.object({
  id: idSchema("capture"),
  status: CaptureStatus,
  failure: z.string().nullable().describe("Why processing failed, when it did"),
  is_retryable: z.boolean().describe("True when another try may succeed"),
  counts: EvidenceCounts.nullable(),
  duration_ms: z.number().nullable(),
  artifacts: z.array(Artifact),
  created_at: Timestamp,
});
export type Capture = z.infer<typeof Capture>;
/** Names a capture whose processing failed. */
export const RetryCaptureInput = z.object({ bug_id: z.string(), capture_id: idSchema("capture") });
