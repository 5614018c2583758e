import type { Tx } from "@hawkmoth/db/client";
import { bugs } from "@hawkmoth/db/schema/bug";
import { bugMerges } from "@hawkmoth/db/schema/duplicate";
import { and, eq, isNull, sql } from "drizzle-orm";

/** Ends the merge of a bug that is a duplicate no longer: its reports count for itself alone again. */
export async function endMerge(
  tx: Tx,
  { workspace_id, bug_id }: { workspace_id: string; bug_id: string },
): Promise<void> {
  const [merge] = await tx
    .update(bugMerges)
    .set({ undone_at: sql`now()` })
    .where(and(eq(bugMerges.workspace_id, workspace_id), eq(bugMerges.bug_id, bug_id), isNull(bugMerges.undone_at)))
    .returning();
  if (!merge) return;
  await tx
    .update(bugs)
    .set({ occurrence_count: sql`greatest(1, ${bugs.occurrence_count} - ${merge.occurrence_count}::int)` })
    .where(and(eq(bugs.workspace_id, workspace_id), eq(bugs.id, merge.into_bug_id)));
}
