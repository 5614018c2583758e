import type { Tx } from "@hawkmoth/db/client";
import { bugFingerprints } from "@hawkmoth/db/schema/duplicate";
import type { FindSimilarInput, SimilarBugList } from "@hawkmoth/domain/duplicate/schema";
import { AppError } from "@hawkmoth/domain/errors";
import { fingerprintText } from "@hawkmoth/replay/fingerprint";
import { and, eq } from "drizzle-orm";
import { authorize } from "../authorize.ts";
import { assertEvidenceShown } from "../bug/lockdown.ts";
import { resolveBugRef } from "../bug/resolve-bug.ts";
import type { ServiceContext } from "../context.ts";
import { assertProjects } from "../project/rows.ts";
import { inWorkspace } from "../transaction.ts";
import { similarBugs, type Probe } from "./similar-bugs.ts";

/** Characters of a text that are compared with titles. */
const MAX_TITLE = 200;

/**
 * Finds bugs like a given one, or like what a text says, with a score and reasons; most similar first. The same bugs
 * give the same answer: nothing is learned or guessed.
 * @throws NOT_FOUND for a bug or project the actor can't see, FORBIDDEN when the bug's text is hidden from the actor,
 * INVALID_INPUT unless exactly one of `bug_id` and `text` is given.
 */
export async function findSimilarBugs(ctx: ServiceContext, input: FindSimilarInput): Promise<SimilarBugList> {
  const { project_id, bug_id, text } = input;
  if ((bug_id === undefined) === (text === undefined))
    throw new AppError("INVALID_INPUT", { message: "Give either 'bug_id' or 'text'.", field: "bug_id" });
  if (project_id !== undefined) authorize(ctx, "bug.read", project_id);
  return inWorkspace(ctx, async (tx) => {
    if (project_id !== undefined) await assertProjects(tx, ctx, [project_id]);
    const probe = bug_id === undefined ? probeOfText(text ?? "") : await probeOfBug(tx, ctx, bug_id);
    const found = await similarBugs(tx, ctx, { ...probe, project_id });
    return { bugs: found.slice(0, input.limit).map(({ bug }) => bug) };
  });
}

function probeOfText(text: string): Probe {
  const title = (text.split("\n")[0] ?? "").slice(0, MAX_TITLE);
  return { title, parts: fingerprintText([text], null), words: text, is_search: true };
}

async function probeOfBug(tx: Tx, ctx: ServiceContext, bug_id: string): Promise<Probe> {
  const bug = await resolveBugRef(tx, ctx, bug_id);
  authorize(ctx, "bug.read", bug.project_id);
  assertEvidenceShown(ctx, bug);
  const stored = await tx
    .select({ layer: bugFingerprints.layer, text: bugFingerprints.text })
    .from(bugFingerprints)
    .where(and(eq(bugFingerprints.workspace_id, bug.workspace_id), eq(bugFingerprints.bug_id, bug.id)));
  const parts = stored.flatMap(({ layer, text }) => (layer === "TITLE" ? [] : [{ layer, text }]));
  return { title: bug.title, parts, words: bug.title, is_search: false, bug_id: bug.id };
}
