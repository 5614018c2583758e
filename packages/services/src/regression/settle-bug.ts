import type { Tx } from "@hawkmoth/db/client";
import { assertScope, hasScope, may } from "@hawkmoth/domain/access/policy";
import { UpdateBugInput, type Resolution } from "@hawkmoth/domain/bug/schema";
import { isOpen } from "@hawkmoth/domain/bug/states";
import type { BugEffect, SubmitResultInput } from "@hawkmoth/domain/regression/run-schema";
import { insertBug } from "../bug/insert-bug.ts";
import { bugKeyOf, type BugRow } from "../bug/resolve-bug.ts";
import { changeBug } from "../bug/update-bug.ts";
import { isVerifiable, verifyBug } from "../bug/verify-bug.ts";
import type { ServiceContext } from "../context.ts";
import { missingEvidence } from "./missing-evidence.ts";
import { reportFailure } from "./report-failure.ts";
import type { RunRow } from "./run-rows.ts";
import type { TestedCase } from "./tested-case.ts";

/** What a result did to the bug it is about. */
export interface Settled {
  bug: BugRow | null;
  bug_effect: BugEffect;
  note: string | null;
}

interface Verdict {
  run: RunRow;
  tested: TestedCase;
  input: SubmitResultInput;
}

/** Decisions of people that one more failure does not undo. */
const DECIDED: readonly (Resolution | null)[] = ["WONT_FIX", "SPAM"];

/**
 * Lets a result have its consequence for the bug it is about, through the verbs that change bugs, and says what that
 * was. An agent and a key without bugs:write submit results all the same; they then change no bug.
 * @throws INSUFFICIENT_SCOPE when a bug is to be filed by such a key.
 */
export async function settleBug(
  tx: Tx,
  ctx: ServiceContext,
  { bug, ...verdict }: Verdict & { bug: BugRow | null },
): Promise<Settled> {
  const { outcome, create_bug_on_fail } = verdict.input;
  if (outcome === "FAILED" && bug) return reopen(tx, ctx, bug);
  if (outcome === "FAILED" && create_bug_on_fail) return file(tx, ctx, verdict);
  if (outcome === "PASSED" && bug) return verify(tx, ctx, { bug, ...verdict });
  return { bug, bug_effect: "NONE", note: null };
}

async function file(tx: Tx, ctx: ServiceContext, { run, tested, input }: Verdict): Promise<Settled> {
  assertScope(ctx.actor.scopes, "bugs:write");
  const bug = await insertBug(tx, ctx, reportFailure(run, tested, input.notes));
  return { bug, bug_effect: "CREATED", note: `${bugKeyOf(bug)} was filed and the case guards it now.` };
}

async function reopen(tx: Tx, ctx: ServiceContext, bug: BugRow): Promise<Settled> {
  const key = bugKeyOf(bug);
  const unchanged = (note: string): Settled => ({ bug, bug_effect: "NONE", note });
  if (isOpen(bug.status)) return unchanged(`${key} is open already.`);
  if (DECIDED.includes(bug.resolution)) return unchanged(`${key} stays ${bug.status}: closed as ${bug.resolution}.`);
  const obstacle = whyNotSettled(ctx, bug);
  if (obstacle !== null) return unchanged(`${key} stays ${bug.status}: ${obstacle}.`);
  await changeBug(tx, ctx, UpdateBugInput.parse({ bug_id: bug.id, status: "REOPENED" }));
  return { bug, bug_effect: "REOPENED", note: `${key} was ${bug.status} and is open again: its case failed.` };
}

async function verify(tx: Tx, ctx: ServiceContext, { bug, run, tested }: Verdict & { bug: BugRow }): Promise<Settled> {
  const key = bugKeyOf(bug);
  const unchanged = (note: string): Settled => ({ bug, bug_effect: "NONE", note });
  if (bug.verified_at !== null) return unchanged(`${key} was verified before.`);
  if (!isVerifiable(bug)) return unchanged(`${key} is ${bug.status}; a pass verifies it once it is resolved as FIXED.`);
  const obstacle = whyNotSettled(ctx, bug);
  if (obstacle !== null) return unchanged(`${key} is not verified: ${obstacle}.`);
  const missing = await missingEvidence(tx, run, tested);
  if (missing !== null) return unchanged(`${key} is not verified: ${missing}`);
  return { bug: await verifyBug(tx, ctx, bug), bug_effect: "VERIFIED", note: `${key} is verified: its case passed.` };
}

/** Why a result of this caller changes no bug; null when it does. */
function whyNotSettled({ actor }: ServiceContext, bug: BugRow): string | null {
  if (!hasScope(actor.scopes, "bugs:write")) return "the key lacks the scope bugs:write";
  return may(actor, "bug.settle", bug.project_id) ? null : "a result by an agent changes no bug, a person decides";
}
