import type { Tx } from "@hawkmoth/db/client";
import { bugs } from "@hawkmoth/db/schema/bug";
import { bugMerges } from "@hawkmoth/db/schema/duplicate";
import { and, eq, isNull, sql } from "drizzle-orm";
import type { ServiceContext } from "../context.ts";
import { tellOccurrences } from "./tell-occurrences.ts";

/**
 * Ends the merge of a bug that is a duplicate no longer: its reports count for itself alone again, and the bug they
 * counted for says so.
 */
export async function endMerge(tx: Tx, ctx: ServiceContext, bug_id: string): Promise<void> {
  const { workspace_id } = ctx.actor;
  const [merge] = await tx
    .update(bugMerges)
    .set({ undone_at: sql`now()` })
    .where(and(eq(bugMerges.workspace_id, workspace_id), eq(bugMerges.bug_id, bug_id), isNull(bugMerges.undone_at)))
    .returning();
  if (!merge) return;
  const [into] = await tx
    .update(bugs)
    .set({ occurrence_count: sql`greatest(1, ${bugs.occurrence_count} - ${merge.occurrence_count}::int)` })
    .where(and(eq(bugs.workspace_id, workspace_id), eq(bugs.id, merge.into_bug_id)))
    .returning({ id: bugs.id, project_id: bugs.project_id, occurrence_count: bugs.occurrence_count });
  if (into) await tellOccurrences(tx, ctx, { into, from: into.occurrence_count + merge.occurrence_count });
}
