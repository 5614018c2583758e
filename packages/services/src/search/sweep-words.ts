import { bugSearch } from "@hawkmoth/db/schema/bug";
import { userWorkspaces } from "@hawkmoth/db/schema/workspace";
import { and, eq } from "drizzle-orm";
import { systemContext, type PublicContext, type ServiceContext } from "../context.ts";
import { inWorkspace } from "../transaction.ts";
import { rewriteWords } from "./bug-words.ts";

const BATCH = 100;

/**
 * Splits the texts of bugs anew whose words an older splitter made, which a migration marks. Safe to run twice or on
 * many replicas: bugs that are being changed are skipped and come next. Once none is left a run costs one look at an
 * index for each workspace.
 * @returns how many bugs got new words.
 */
export async function sweepWords(ctx: PublicContext): Promise<{ rewritten: number }> {
  const workspaces = await ctx.db.selectDistinct({ id: userWorkspaces.workspace_id }).from(userWorkspaces);
  let rewritten = 0;
  for (const { id } of workspaces) {
    const service = systemContext(ctx, id);
    for (let swept = BATCH; swept === BATCH; rewritten += swept) swept = await sweepBatch(service);
  }
  return { rewritten };
}

function sweepBatch(ctx: ServiceContext): Promise<number> {
  const { workspace_id } = ctx.actor;
  return inWorkspace(ctx, async (tx) => {
    const rows = await tx
      .select({ bug_id: bugSearch.bug_id })
      .from(bugSearch)
      .where(and(eq(bugSearch.workspace_id, workspace_id), eq(bugSearch.is_stale, true)))
      .orderBy(bugSearch.bug_id)
      .limit(BATCH)
      .for("update", { skipLocked: true });
    await rewriteWords(
      tx,
      workspace_id,
      rows.map(({ bug_id }) => bug_id),
    );
    return rows.length;
  });
}
