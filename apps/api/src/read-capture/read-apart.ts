import { runApart, type ApartLimits } from "@hawkmoth/adapters/run-apart";
import { CaptureOutcome, type ReadCapture } from "@hawkmoth/services/capture/capture-outcome";

/** A replay of 45 MB takes ten seconds of one core and 400 MiB. */
const LIMITS: ApartLimits = { max_heap_mib: 300, max_rss_mib: 520, timeout_ms: 120_000 };

/**
 * Reads each capture in a process of its own, which holds no credential: a capture that is made to fill the memory or
 * to run for ever ends that process, and is refused.
 */
export function readApart(data_dir: string, limits: Partial<ApartLimits> = {}): ReadCapture {
  const options = { ...LIMITS, ...limits, env: { HAWKMOTH_DATA_DIR: data_dir } };
  return async (files) => {
    const ended = await runApart(new URL("child.ts", import.meta.url), files, options);
    switch (ended.end) {
      case "answered":
        return CaptureOutcome.parse(ended.answer);
      case "failed":
        throw new Error(`reading the capture failed: ${ended.message}`);
      case "out_of_memory":
        return { reason: "Reading this capture took more memory than a capture may take.", is_final: true };
      case "timed_out":
        return {
          reason: `Reading this capture took longer than ${options.timeout_ms / 1000} seconds.`,
          is_final: false,
        };
      case "killed":
        return { reason: `The process that read this capture was ended (${ended.signal}).`, is_final: false };
    }
  };
}
