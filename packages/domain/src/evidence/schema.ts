import { z } from "zod";
import { ActionEntry, CaptureMeta, ConsoleEntry, ErrorEntry, NetworkEntry, ReceiptLine } from "../capture/bundle.ts";
import { Artifact, Capture } from "../capture/schema.ts";
import { EvidenceDigest } from "../bug/schema.ts";
import { BugRef, idSchema } from "../ids.ts";

/** One line of the merged timeline. `ref` is the index into the list of its kind. */
export const TimelineEntry = z.object({
  at_ms: z.number(),
  kind: z.enum(["action", "navigation", "console", "network", "error"]),
  level: z.enum(["info", "warn", "error"]),
  text: z.string(),
  ref: z.int(),
});
export type TimelineEntry = z.infer<typeof TimelineEntry>;

/** The EVIDENCE artifact and the answer of `evidence.get`: everything the bug page draws beside the replay. */
export const Evidence = z.object({
  meta: CaptureMeta,
  console: z.array(ConsoleEntry),
  network: z.array(NetworkEntry),
  errors: z.array(ErrorEntry),
  actions: z.array(ActionEntry),
  receipt: z.array(ReceiptLine),
  timeline: z.array(TimelineEntry),
  digest: EvidenceDigest,
});
export type Evidence = z.infer<typeof Evidence>;

/** The newest capture of a bug and what was derived from it; null until READY. */
export const BugEvidence = z.object({ capture: Capture.nullable(), evidence: Evidence.nullable() });
export type BugEvidence = z.infer<typeof BugEvidence>;

/** Parts of a bug's context that can be asked for alone. */
export const ContextSection = z.enum(["console", "network", "page", "system", "timeline"]);
export type ContextSection = z.infer<typeof ContextSection>;

/** Which parts of the evidence to read, and how many tokens they may cost. */
export const GetContextInput = z.object({
  bug_id: BugRef,
  include: z.array(ContextSection).max(5).optional(),
  level: z.enum(["error", "warn", "all"]).default("error"),
  around_ms: z.int().optional().describe("Replay time to centre on"),
  cursor: z.string().max(512).optional().describe("next_cursor of the previous page"),
  max_tokens: z.int().min(500).max(8000).default(6000),
});
export type GetContextInput = z.infer<typeof GetContextInput>;

/** Evidence ranked by closeness to the failure; times in ms since capture start. */
export const BugContext = z.object({
  bug_id: idSchema("bug"),
  key: z.string(),
  focus_ms: z.number().nullable().describe("Replay time of the failure the rows are ranked around"),
  page: z.record(z.string(), z.unknown()).optional(),
  system: z.record(z.string(), z.unknown()).optional(),
  errors: z.array(z.object({ at_ms: z.number(), message: z.string(), stack: z.string().nullable() })).optional(),
  console: z.array(z.object({ at_ms: z.number(), level: z.string(), text: z.string(), count: z.int() })).optional(),
  network: z
    .array(
      z.object({
        id: z.string(),
        at_ms: z.number(),
        method: z.string(),
        url: z.string(),
        status: z.int().nullable(),
        duration_ms: z.number().nullable(),
        error: z.string().nullable(),
      }),
    )
    .optional(),
  timeline: z.array(z.object({ at_ms: z.number(), text: z.string() })).optional(),
  omitted: z.record(z.string(), z.int()).describe("Rows left out, by section"),
  next_cursor: z.string().nullable(),
});
export type BugContext = z.infer<typeof BugContext>;

/** Which stretch of the session to tell, times in ms since capture start. */
export const GetTranscriptInput = z.object({
  bug_id: BugRef,
  verbosity: z.enum(["summary", "detailed"]).default("summary"),
  from_ms: z.int().optional(),
  to_ms: z.int().optional(),
});
export type GetTranscriptInput = z.infer<typeof GetTranscriptInput>;
/** The session as text: at most 4 KB for summary, 16 KB for detailed. */
export const Transcript = z.object({
  bug_id: idSchema("bug"),
  key: z.string(),
  duration_ms: z.number(),
  text: z.string(),
  truncated: z.boolean(),
});
export type Transcript = z.infer<typeof Transcript>;

/** Names one captured request; bodies are clipped to `body_bytes`. */
export const GetNetworkRequestInput = z.object({
  bug_id: BugRef,
  request_id: z.string().max(40).describe("From get_bug_context"),
  body_bytes: z.int().min(0).max(16_384).default(4096),
});
export type GetNetworkRequestInput = z.infer<typeof GetNetworkRequestInput>;
/** One captured request with redacted headers and clipped bodies. */
export const NetworkRequest = z.object({ bug_id: idSchema("bug"), key: z.string(), request: NetworkEntry });
export type NetworkRequest = z.infer<typeof NetworkRequest>;

/** Files that can be downloaded for a bug. */
export const BugMedia = z.object({ bug_id: idSchema("bug"), key: z.string(), media: z.array(Artifact) });
export type BugMedia = z.infer<typeof BugMedia>;

/** Which screenshot, and how wide it may be in pixels. */
export const GetScreenshotInput = z.object({
  bug_id: BugRef,
  media_id: idSchema("artifact").optional(),
  max_width: z.int().min(64).max(4096).default(1280).describe("Pixels"),
});
export type GetScreenshotInput = z.infer<typeof GetScreenshotInput>;
/** A screenshot as PNG, JPEG or WebP; sizes in pixels. */
export const Screenshot = z.object({
  bug_id: idSchema("bug"),
  media_id: idSchema("artifact"),
  content_type: z.string(),
  width: z.int(),
  height: z.int(),
  data_base64: z.string().describe("At most 1 MB once decoded"),
});
export type Screenshot = z.infer<typeof Screenshot>;

/** For which coding agent the prompt is, and its size in tokens. */
export const GetFixPromptInput = z.object({
  bug_id: BugRef,
  style: z.enum(["generic", "claude_code", "cursor", "codex"]).default("generic"),
  max_tokens: z.int().min(500).max(8000).default(4000),
});
export type GetFixPromptInput = z.infer<typeof GetFixPromptInput>;
/** A prompt for a coding agent; reporter text stands in nonce-delimited data blocks. */
export const FixPrompt = z.object({
  bug_id: idSchema("bug"),
  key: z.string(),
  prompt: z.string(),
  truncated: z.boolean(),
});
export type FixPrompt = z.infer<typeof FixPrompt>;
