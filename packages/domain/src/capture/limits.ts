/** Version of the capture format; readers refuse a higher one. */
export const BUNDLE_VERSION = 1;

/** Bytes of one request or response body that are kept. */
export const MAX_BODY_BYTES = 64 * 1024;

/** Limits of one capture. Sizes in bytes after and before decompression. */
export const CAPTURE_LIMITS = {
  replay_gzip_bytes: 8 * 1024 * 1024,
  replay_bytes: 64 * 1024 * 1024,
  logs_gzip_bytes: 4 * 1024 * 1024,
  logs_bytes: 32 * 1024 * 1024,
  screenshot_bytes: 10 * 1024 * 1024,
  file_bytes: 10 * 1024 * 1024,
  max_files: 5,
  body_bytes: MAX_BODY_BYTES,
  max_console: 2000,
  max_network: 2000,
  max_actions: 2000,
  max_replay_events: 200_000,
} as const;

/**
 * What the JSON of a capture may hold, judged before any of it becomes objects: a few kilobytes of gzip can unfold into
 * millions of empty objects. `max_marks` counts opening brackets and commas outside of texts; an element of a recorded
 * page costs about ten. `max_keys` is of one object.
 */
export interface JsonLimits {
  max_marks: number;
  max_depth: number;
  max_keys: number;
}

/** Limits of the JSON body of a request to the API. */
export const BODY_JSON_LIMITS: JsonLimits = { max_marks: 200_000, max_depth: 64, max_keys: 2000 };

/** Limits of the parts of a capture. A page of 200,000 nodes stays within those of one event. */
export const CAPTURE_JSON_LIMITS = {
  event: { max_bytes: 48 * 1024 * 1024, max_marks: 2_000_000, max_depth: 2500, max_keys: 10_000 },
  /** Of an event that holds neither a page nor a change of one, such as moves of the mouse. */
  small_event: { max_marks: 100_000 },
  replay: { max_marks: 6_000_000 },
  logs: { max_marks: 500_000, max_depth: 32, max_keys: 1000 },
  cookies: { max_marks: 10_000, max_depth: 8, max_keys: 100 },
} as const;
