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
} as const;
