import { z } from "zod";
import { shownName } from "../shown-name.ts";
import { Description, Severity, Title } from "../bug/schema.ts";
import { Email } from "../account/schema.ts";
import { idSchema } from "../ids.ts";

/** What a reporter may upload. */
export const UploadKind = z.enum(["REPLAY", "LOGS", "COOKIES", "SCREENSHOT", "FILE"]);
export type UploadKind = z.infer<typeof UploadKind>;

/** A file the reporter is going to send. Replay and logs are JSON, gzipped or not (capture/bundle); cookies are gzip of JSON (capture/cookies). */
export const UploadIntent = z.object({
  kind: UploadKind,
  content_type: z.string().max(100),
  size_bytes: z.int().min(1),
  file_name: z.string().overwrite(shownName).max(200).optional(),
});
export type UploadIntent = z.infer<typeof UploadIntent>;

/** A report from outside. Enum fields accept any case. */
export const IngestBugInput = z.object({
  project_id: idSchema("project")
    .optional()
    .describe("Needed with a member's key; a publishable key knows its project"),
  title: Title,
  description: Description.default(""),
  severity: z
    .preprocess((value) => (typeof value === "string" ? value.toUpperCase() : value), Severity)
    .default("MEDIUM"),
  source: z
    .preprocess(
      (value) => (typeof value === "string" ? value.toUpperCase() : value),
      z.enum(["EXTENSION", "WIDGET", "API"]),
    )
    .default("API"),
  url: z.string().max(4096).optional(),
  environment: z.string().max(100).optional(),
  app_version: z.string().max(100).optional(),
  stack_trace: z.string().max(50_000).optional(),
  user_agent: z.string().max(1000).optional(),
  reporter_name: z.string().overwrite(shownName).max(200).optional(),
  reporter_email: Email.optional(),
  reporter_identifier: z.string().max(200).optional(),
  extra: z.record(z.string(), z.unknown()).optional(),
  uploads: z.array(UploadIntent).max(8).default([]),
});
export type IngestBugInput = z.infer<typeof IngestBugInput>;

/** Where to PUT one file, and the header that allows it. */
export const UploadTarget = z.object({
  artifact_id: idSchema("artifact"),
  kind: UploadKind,
  method: z.literal("PUT"),
  url: z.string(),
  headers: z.record(z.string(), z.string()),
});
export type UploadTarget = z.infer<typeof UploadTarget>;

/** With uploads: where to send them, then POST complete_url. Without: the bug. Cookies that the project does not take get no target. */
export const IngestedBug = z.object({
  capture_id: idSchema("capture"),
  uploads: z.array(UploadTarget),
  complete_url: z.string().nullable(),
  bug: z.object({ id: idSchema("bug"), key: z.string(), title: z.string(), web_url: z.string() }).nullable(),
});
export type IngestedBug = z.infer<typeof IngestedBug>;

/** Names the capture whose uploads are all there. */
export const CompleteCaptureInput = z.object({ capture_id: idSchema("capture") });
