import type { CapturePolicy } from "./schema.ts";

/** What a new project captures: 30 s, inputs masked, no bodies, no cookies. */
export const DEFAULT_CAPTURE_POLICY: CapturePolicy = {
  privacy_mode: "MODERATE",
  capture_bodies: false,
  cookies: "NONE",
  window_s: 30,
  mask_selectors: [],
  block_selectors: [],
};
