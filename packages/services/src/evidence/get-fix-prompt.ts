import { randomBytes } from "node:crypto";
import type { FixPrompt, GetFixPromptInput } from "@hawkmoth/domain/evidence/schema";
import { buildFixPrompt } from "@hawkmoth/replay/fix-prompt";
import { readBug } from "../bug/rows.ts";
import type { ServiceContext } from "../context.ts";
import { inWorkspace } from "../transaction.ts";
import { historyOf } from "./bug-history.ts";
import { loadEvidence } from "./load-evidence.ts";

/** The prompt with which a coding agent can begin to fix a bug, in the style of that agent. @throws NOT_FOUND */
export async function getFixPrompt(ctx: ServiceContext, input: GetFixPromptInput): Promise<FixPrompt> {
  const { bug: row, key, evidence } = await loadEvidence(ctx, input.bug_id);
  const [bug, history] = await inWorkspace(ctx, (tx) => Promise.all([readBug(tx, ctx, row.id), historyOf(tx, row)]));
  const { style, max_tokens } = input;
  const nonce = randomBytes(8).toString("hex");
  return { bug_id: row.id, key, ...buildFixPrompt({ bug, evidence, history, style, max_tokens, nonce }) };
}
