import type { GetTranscriptInput, Transcript } from "@hawkmoth/domain/evidence/schema";
import { buildTranscript } from "@hawkmoth/replay/transcript";
import type { ServiceContext } from "../context.ts";
import { loadEvidence, type LoadedEvidence } from "./load-evidence.ts";

/** The recorded session told as text, at most 4 KB as summary and 16 KB in detail. @throws NOT_FOUND */
export async function getTranscript(ctx: ServiceContext, input: GetTranscriptInput): Promise<Transcript> {
  const { bug, key, evidence, capture, stored } = await loadEvidence(ctx, input.bug_id);
  const named = { bug_id: bug.id, key };
  if (!evidence) return { ...named, duration_ms: 0, text: withoutSession(capture, stored), truncated: false };
  return { ...named, duration_ms: evidence.meta.duration_ms, ...buildTranscript(evidence, input) };
}

/** What there is instead of a session, so that nobody takes an attached picture for nothing. */
function withoutSession(capture: LoadedEvidence["capture"], stored: LoadedEvidence["stored"]): string {
  const pictures = stored.filter(({ kind }) => kind === "SCREENSHOT").length;
  const files = stored.filter(({ kind }) => kind === "FILE").length;
  const parts = [
    ...(pictures > 0 ? [pictures === 1 ? "a screenshot" : `${pictures} screenshots`] : []),
    ...(files > 0 ? [files === 1 ? "an attached file" : `${files} attached files`] : []),
  ];
  const others = parts.length > 0 ? ` It has ${parts.join(" and ")}.` : "";
  return `${standOf(capture)}${others}`;
}

function standOf(capture: LoadedEvidence["capture"]): string {
  switch (capture?.status) {
    case "FAILED":
      return `The session that was recorded for this bug could not be read: ${capture.failure ?? "no reason is known."}`;
    case "UPLOADED":
    case "PROCESSING":
      return "What was recorded for this bug is still being read.";
    case "PENDING":
    case "READY":
    case undefined:
      return "No session was recorded for this bug.";
  }
}
