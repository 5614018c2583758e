import { bugs } from "@hawkmoth/db/schema/bug";
import { bugFingerprints } from "@hawkmoth/db/schema/duplicate";
import { userWorkspaces } from "@hawkmoth/db/schema/workspace";
import { and, eq } from "drizzle-orm";
import { systemContext, type PublicContext, type ServiceContext } from "../context.ts";
import { inWorkspace } from "../transaction.ts";
import { replaceTitle } from "./store-fingerprint.ts";

/** Stands in the place of a title's bands where migration 0016 found none. */
export const MISSING = "missing";
const BATCH = 200;
/** Of one workspace in one run. */
const MAX_TITLES = 5000;

/**
 * Makes the bands of titles that were stored before there were any, so that similar titles find them. Safe to run twice
 * or on many replicas: a bug that is being changed is locked and skipped, and a change of its title makes the bands too.
 * Once none are missing a run costs one look at an index for each workspace.
 * @returns how many titles got their bands.
 */
export async function sweepTitles(ctx: PublicContext): Promise<{ filled: number }> {
  const workspaces = await ctx.db.selectDistinct({ id: userWorkspaces.workspace_id }).from(userWorkspaces);
  let filled = 0;
  for (const { id } of workspaces) {
    const service = systemContext(ctx, id);
    let done = 0;
    for (let swept = BATCH; swept === BATCH && done < MAX_TITLES; done += swept) swept = await sweepBatch(service);
    filled += done;
  }
  return { filled };
}

function sweepBatch(ctx: ServiceContext): Promise<number> {
  const { workspace_id } = ctx.actor;
  return inWorkspace(ctx, async (tx) => {
    const rows = await tx
      .select({ bug_id: bugs.id, title: bugs.title })
      .from(bugFingerprints)
      .innerJoin(bugs, and(eq(bugs.workspace_id, bugFingerprints.workspace_id), eq(bugs.id, bugFingerprints.bug_id)))
      .where(and(eq(bugFingerprints.workspace_id, workspace_id), eq(bugFingerprints.hash, MISSING)))
      .limit(BATCH)
      .for("update", { of: bugs, skipLocked: true });
    for (const { bug_id, title } of rows) await replaceTitle(tx, { workspace_id, bug_id, title });
    return rows.length;
  });
}
