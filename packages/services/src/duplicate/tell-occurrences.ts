import type { Tx } from "@hawkmoth/db/client";
import { recordActivity } from "../activity.ts";
import type { ServiceContext } from "../context.ts";
import { recordEvent } from "../outbox.ts";

/** A bug for which other bugs count, and how many reports counted for it before. */
export interface CountedBug {
  into: { id: string; project_id: string; occurrence_count: number };
  from: number;
}

/** Tells history and readers of events that more or fewer reports count for a bug, in the transaction that counts. */
export async function tellOccurrences(tx: Tx, ctx: ServiceContext, { into, from }: CountedBug): Promise<void> {
  const { occurrence_count } = into;
  const about = { project_id: into.project_id, bug_id: into.id };
  const change = { field: "occurrence_count", from, to: occurrence_count };
  await recordActivity(tx, ctx, { kind: "FIELD_CHANGED", ...about, ...change });
  await recordEvent(tx, ctx, { type: "bug.updated", ...about, changes: { occurrence_count } });
}
