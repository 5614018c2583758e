import type { BugEvidence } from "@hawkmoth/domain/evidence/schema";
import { toCapture } from "../capture/rows.ts";
import type { ServiceContext } from "../context.ts";
import { loadEvidence } from "./load-evidence.ts";

/** Everything the bug page draws beside the replay; both null for a bug without a capture. @throws NOT_FOUND */
export async function getEvidence(ctx: ServiceContext, input: { bug_id: string }): Promise<BugEvidence> {
  const { capture, stored, evidence } = await loadEvidence(ctx, input.bug_id);
  return { capture: capture && toCapture(ctx, capture, stored), evidence };
}
