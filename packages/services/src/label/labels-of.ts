import type { Tx } from "@hawkmoth/db/client";
import { bugLabels, labels } from "@hawkmoth/db/schema/label";
import type { LabelRef } from "@hawkmoth/domain/label/schema";
import { and, asc, eq, inArray, sql } from "drizzle-orm";
import type { ServiceContext } from "../context.ts";
import { labelColumns } from "./find-label.ts";

/** The labels of some bugs, by name; bugs without any are absent. */
export async function labelsOf(
  tx: Tx,
  ctx: ServiceContext,
  bug_ids: readonly string[],
): Promise<Map<string, LabelRef[]>> {
  if (bug_ids.length === 0) return new Map();
  const rows = await tx
    .select({ bug_id: bugLabels.bug_id, label: labelColumns })
    .from(bugLabels)
    .innerJoin(labels, and(eq(labels.workspace_id, bugLabels.workspace_id), eq(labels.id, bugLabels.label_id)))
    .where(and(eq(bugLabels.workspace_id, ctx.actor.workspace_id), inArray(bugLabels.bug_id, [...bug_ids])))
    .orderBy(asc(sql`lower(${labels.name})`));
  const found = new Map<string, LabelRef[]>();
  for (const { bug_id, label } of rows) found.set(bug_id, [...(found.get(bug_id) ?? []), label]);
  return found;
}
