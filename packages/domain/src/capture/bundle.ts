import { z } from "zod";
import { PrivacyMode } from "../project/schema.ts";
import { BUNDLE_VERSION, CAPTURE_LIMITS } from "./limits.ts";

export { BUNDLE_VERSION, CAPTURE_LIMITS };

/** Milliseconds since capture start; `meta.epoch_ms` is the wall clock of 0. May be negative for a moment before it. */
const AtMs = z.number().min(-86_400_000).max(86_400_000);

/** The page and the browser at the time of the capture. Sizes in CSS pixels. */
export const CaptureMeta = z.object({
  version: z.literal(BUNDLE_VERSION),
  epoch_ms: z.number().describe("Wall clock of time 0, ms since 1970"),
  duration_ms: z.number().min(0),
  url: z.string().max(4096),
  title: z.string().max(1000),
  referrer: z.string().max(4096).default(""),
  user_agent: z.string().max(1000),
  language: z.string().max(50).default(""),
  languages: z.array(z.string().max(50)).max(20).default([]),
  time_zone: z.string().max(100).default(""),
  platform: z.string().max(100).default(""),
  viewport: z.object({ width: z.number(), height: z.number() }),
  screen: z.object({ width: z.number(), height: z.number() }),
  device_pixel_ratio: z.number(),
  connection: z.string().max(50).nullable().default(null),
  online: z.boolean().default(true),
  app_version: z.string().max(100).nullable().default(null),
  environment: z.string().max(100).nullable().default(null),
  recorder: z.object({ name: z.string().max(100), version: z.string().max(50) }),
  privacy_mode: PrivacyMode.default("MODERATE"),
});
export type CaptureMeta = z.infer<typeof CaptureMeta>;

/** Console method that was called. */
export const ConsoleLevel = z.enum(["log", "info", "warn", "error", "debug", "trace", "assert"]);
export type ConsoleLevel = z.infer<typeof ConsoleLevel>;

/** One console call. */
export const ConsoleEntry = z.object({
  at_ms: AtMs,
  level: ConsoleLevel,
  text: z.string().max(10_000).describe("Arguments joined as the console would show them, masked"),
  stack: z.string().max(10_000).nullable().default(null),
  url: z.string().max(4096).nullable().default(null),
});
export type ConsoleEntry = z.infer<typeof ConsoleEntry>;

/** A body as recorded: absent text says why in `omitted`. */
export const CapturedBody = z.object({
  text: z
    .string()
    .max(CAPTURE_LIMITS.body_bytes + 100)
    .nullable()
    .default(null),
  size_bytes: z.number().nullable().default(null),
  truncated: z.boolean().default(false),
  redacted: z.boolean().default(false),
  omitted: z.string().max(200).nullable().default(null),
});
export type CapturedBody = z.infer<typeof CapturedBody>;

const Headers = z.record(z.string().max(200), z.string().max(8192));

/** One request; times in ms, sizes in bytes, headers in lower case and redacted in the page. */
export const NetworkEntry = z.object({
  id: z.string().max(40),
  at_ms: AtMs,
  initiator: z.enum(["fetch", "xhr", "beacon", "websocket", "resource", "document"]),
  method: z.string().max(20),
  url: z.string().max(4096),
  status: z.number().int().nullable().default(null),
  error: z.string().max(1000).nullable().default(null),
  ttfb_ms: z.number().nullable().default(null),
  duration_ms: z.number().nullable().default(null),
  request_size_bytes: z.number().nullable().default(null),
  response_size_bytes: z.number().nullable().default(null),
  request_headers: Headers.default({}),
  response_headers: Headers.default({}),
  request_body: CapturedBody.nullable().default(null),
  response_body: CapturedBody.nullable().default(null),
});
export type NetworkEntry = z.infer<typeof NetworkEntry>;

/** An uncaught error, an unhandled rejection, or a resource that failed to load. */
export const ErrorEntry = z.object({
  at_ms: AtMs,
  kind: z.enum(["error", "unhandledrejection", "resource"]),
  name: z.string().max(200).nullable().default(null),
  message: z.string().max(5000),
  stack: z.string().max(20_000).nullable().default(null),
  source: z.string().max(4096).nullable().default(null),
  line: z.number().nullable().default(null),
  column: z.number().nullable().default(null),
});
export type ErrorEntry = z.infer<typeof ErrorEntry>;

/** How to find the element again, taken when the step happened. */
export const ActionTarget = z.object({
  tag: z.string().max(50),
  role: z.string().max(50).nullable().default(null),
  name: z.string().max(200).nullable().default(null),
  test_id: z.string().max(200).nullable().default(null),
  label: z.string().max(200).nullable().default(null),
  placeholder: z.string().max(200).nullable().default(null),
  css: z.string().max(1000).nullable().default(null),
  input_type: z.string().max(50).nullable().default(null),
  /** Position and count among elements of the same role and name. */
  index: z.number().int().default(0),
  count: z.number().int().default(1),
});
export type ActionTarget = z.infer<typeof ActionTarget>;

/** What a person did, as steps that can be repeated. */
export const ActionKind = z.enum(["click", "fill", "select", "check", "uncheck", "press", "navigate", "breadcrumb"]);
export type ActionKind = z.infer<typeof ActionKind>;

/** One step of the user. A masked value carries no text and no length. */
export const ActionEntry = z.object({
  at_ms: AtMs,
  kind: ActionKind,
  url: z.string().max(4096),
  target: ActionTarget.nullable().default(null),
  value: z.string().max(2000).nullable().default(null),
  is_masked: z.boolean().default(false),
  key: z.string().max(50).nullable().default(null),
});
export type ActionEntry = z.infer<typeof ActionEntry>;

/** What was hidden before anything left the page: rule name and how often it hit. */
export const ReceiptLine = z.object({ rule: z.string().max(100), count: z.number().int().min(0) });
export type ReceiptLine = z.infer<typeof ReceiptLine>;

/** The LOGS artifact: gzip of this JSON. */
export const CaptureLogs = z.object({
  meta: CaptureMeta,
  console: z.array(ConsoleEntry).max(CAPTURE_LIMITS.max_console).default([]),
  network: z.array(NetworkEntry).max(CAPTURE_LIMITS.max_network).default([]),
  errors: z.array(ErrorEntry).max(CAPTURE_LIMITS.max_console).default([]),
  actions: z.array(ActionEntry).max(CAPTURE_LIMITS.max_actions).default([]),
  receipt: z.array(ReceiptLine).max(200).default([]),
});
export type CaptureLogs = z.infer<typeof CaptureLogs>;

/** One rrweb event as far as we look into it; `data` stays as rrweb made it. `timestamp` is wall-clock ms. */
export const ReplayEvent = z.looseObject({
  type: z.number().int().min(0).max(10),
  data: z.unknown(),
  timestamp: z.number(),
});
export type ReplayEvent = z.infer<typeof ReplayEvent>;

/** The REPLAY artifact: gzip of this JSON; starts with Meta (4) and FullSnapshot (2). */
export const CaptureReplay = z.object({
  version: z.literal(BUNDLE_VERSION),
  events: z.array(ReplayEvent).max(CAPTURE_LIMITS.max_replay_events),
});
export type CaptureReplay = z.infer<typeof CaptureReplay>;
