import type { BugContext, GetContextInput } from "@hawkmoth/domain/evidence/schema";
import { rankContext } from "@hawkmoth/replay/rank-context";
import type { ServiceContext } from "../context.ts";
import { loadEvidence } from "./load-evidence.ts";

/**
 * The evidence closest to the failure, within the tokens asked for; empty for a bug without any.
 * @throws NOT_FOUND, INVALID_INPUT for a cursor that was not made here.
 */
export async function getContext(ctx: ServiceContext, input: GetContextInput): Promise<BugContext> {
  const { bug, key, evidence } = await loadEvidence(ctx, input.bug_id);
  const named = { bug_id: bug.id, key };
  if (!evidence) return { ...named, focus_ms: null, omitted: {}, next_cursor: null };
  return { ...named, ...rankContext(evidence, input) };
}
