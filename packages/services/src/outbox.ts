import type { Tx } from "@hawkmoth/db/client";
import { events } from "@hawkmoth/db/schema/event";
import type { EventType } from "@hawkmoth/domain/events";
import { actedBy } from "./activity.ts";
import type { ServiceContext } from "./context.ts";

/** What a verb says happened; who, through what and when are added here. */
export interface EventEntry {
  type: EventType;
  project_id?: string | null;
  bug_id?: string | null;
  task_id?: string | null;
  /** Changed fields with their new values. */
  changes?: Record<string, unknown>;
}

const transactionsWithEvents = new WeakSet<Tx>();

/** Adds rows to the outbox of the transaction: readers see them if and only if it commits. */
export async function recordEvent(tx: Tx, ctx: ServiceContext, entry: EventEntry | EventEntry[]): Promise<void> {
  const entries = Array.isArray(entry) ? entry : [entry];
  if (entries.length === 0) return;
  transactionsWithEvents.add(tx);
  const by = actedBy(ctx);
  await tx.insert(events).values(entries.map((one) => ({ workspace_id: ctx.actor.workspace_id, ...by, ...one })));
}

/** True when the transaction recorded at least one event. */
export function hasRecordedEvents(tx: Tx): boolean {
  return transactionsWithEvents.has(tx);
}
