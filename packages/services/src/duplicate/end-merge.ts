import type { Tx } from "@hawkmoth/db/client";
import { bugs } from "@hawkmoth/db/schema/bug";
import { bugMerges } from "@hawkmoth/db/schema/duplicate";
import { and, eq, isNull, sql } from "drizzle-orm";
import type { ServiceContext } from "../context.ts";
import { tellOccurrences } from "./tell-occurrences.ts";

/** Reports that count no longer for a bug. */
interface Taken {
  bug_id: string;
  count: number;
}

/**
 * Ends the merge of a bug that is a duplicate no longer: its reports count for itself alone again. The bug they counted
 * for says so, and so does each bug into which that one was merged in turn.
 */
export async function endMerge(tx: Tx, ctx: ServiceContext, bug_id: string): Promise<void> {
  const { workspace_id } = ctx.actor;
  const [merge] = await tx
    .update(bugMerges)
    .set({ undone_at: sql`now()` })
    .where(and(eq(bugMerges.workspace_id, workspace_id), eq(bugMerges.bug_id, bug_id), isNull(bugMerges.undone_at)))
    .returning();
  let taken = merge ? { bug_id: merge.into_bug_id, count: merge.occurrence_count } : null;
  for (const seen = new Set([bug_id]); taken && !seen.has(taken.bug_id);) {
    seen.add(taken.bug_id);
    await takeFrom(tx, ctx, taken);
    taken = await takeFromMerge(tx, ctx, taken);
  }
}

async function takeFrom(tx: Tx, ctx: ServiceContext, { bug_id, count }: Taken): Promise<void> {
  const { workspace_id } = ctx.actor;
  const [into] = await tx
    .update(bugs)
    .set({ occurrence_count: sql`greatest(1, ${bugs.occurrence_count} - ${count}::int)` })
    .where(and(eq(bugs.workspace_id, workspace_id), eq(bugs.id, bug_id)))
    .returning({ id: bugs.id, project_id: bugs.project_id, occurrence_count: bugs.occurrence_count });
  if (into) await tellOccurrences(tx, ctx, { into, from: into.occurrence_count + count });
}

/** Where the bug itself is merged, its reports are fewer as well; null where it is not. */
async function takeFromMerge(tx: Tx, ctx: ServiceContext, { bug_id, count }: Taken): Promise<Taken | null> {
  const { workspace_id } = ctx.actor;
  const [merge] = await tx
    .update(bugMerges)
    .set({ occurrence_count: sql`greatest(1, ${bugMerges.occurrence_count} - ${count}::int)` })
    .where(and(eq(bugMerges.workspace_id, workspace_id), eq(bugMerges.bug_id, bug_id), isNull(bugMerges.undone_at)))
    .returning({ into_bug_id: bugMerges.into_bug_id });
  return merge ? { bug_id: merge.into_bug_id, count } : null;
}
