import { scrubProse } from "@hawkmoth/domain/capture/scrub";
import type { HookContext } from "./hook.ts";

const MAX_LINES = 20;

/** A stack without secrets, cut to 20 lines, with the recorder's own frames at its top left out. */
export function cleanStack(stack: unknown, context: HookContext, skip_frames = 0): string | null {
  if (typeof stack !== "string" || stack === "") return null;
  const lines = stack.split("\n").slice(skip_frames, skip_frames + MAX_LINES);
  if (lines.length === 0) return null;
  const scrubbed = scrubProse(lines.join("\n"), context.policy.current.privacy_mode);
  context.onHits(scrubbed.hits);
  return scrubbed.text.slice(0, 10_000);
}
