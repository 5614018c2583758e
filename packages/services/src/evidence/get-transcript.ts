import type { GetTranscriptInput, Transcript } from "@hawkmoth/domain/evidence/schema";
import { buildTranscript } from "@hawkmoth/replay/transcript";
import type { ServiceContext } from "../context.ts";
import { loadEvidence } from "./load-evidence.ts";

/** The recorded session told as text, at most 4 KB as summary and 16 KB in detail. @throws NOT_FOUND */
export async function getTranscript(ctx: ServiceContext, input: GetTranscriptInput): Promise<Transcript> {
  const { bug, key, evidence } = await loadEvidence(ctx, input.bug_id);
  const named = { bug_id: bug.id, key };
  if (!evidence) return { ...named, duration_ms: 0, text: "No session was recorded for this bug.", truncated: false };
  return { ...named, duration_ms: evidence.meta.duration_ms, ...buildTranscript(evidence, input) };
}
