import type { Tx } from "@hawkmoth/db/client";
import { activities } from "@hawkmoth/db/schema/activity";
import { actorUuid } from "@hawkmoth/db/schema/columns";
import type { ActivityKind } from "@hawkmoth/domain/activity/schema";
import { clientLabel, type ServiceContext } from "./context.ts";

/** What a verb says was done; who, through what and when are added here. */
export interface ActivityEntry {
  kind: ActivityKind;
  project_id?: string | null;
  bug_id?: string | null;
  task_id?: string | null;
  field?: string | null;
  from?: unknown;
  to?: unknown;
}

/** The columns that say who acted and through what. */
export function actedBy(ctx: ServiceContext) {
  return {
    actor_type: ctx.actor.type,
    actor_id: actorUuid(ctx.actor.type, ctx.actor.id),
    actor_name: ctx.actor.name,
    via: ctx.via,
    client: clientLabel(ctx.client),
  };
}

/** Kinds after which somebody may do less than before. */
const ACCESS_KINDS: ReadonlySet<ActivityKind> = new Set(["KEY_REVOKED", "AGENT_UPDATED", "APP_DISCONNECTED"]);

const transactionsThatChangeAccess = new WeakSet<Tx>();

/** True when the transaction recorded that somebody may do less than before. */
export function hasChangedAccess(tx: Tx): boolean {
  return transactionsThatChangeAccess.has(tx);
}

/** Adds entries to the history, in the transaction of the change they describe. */
export async function recordActivity(
  tx: Tx,
  ctx: ServiceContext,
  entry: ActivityEntry | ActivityEntry[],
): Promise<void> {
  const entries = Array.isArray(entry) ? entry : [entry];
  if (entries.length === 0) return;
  if (entries.some(({ kind }) => ACCESS_KINDS.has(kind))) transactionsThatChangeAccess.add(tx);
  const by = actedBy(ctx);
  await tx.insert(activities).values(
    entries.map((one) => ({
      workspace_id: ctx.actor.workspace_id,
      ...by,
      ...one,
      from: one.from ?? null,
      to: one.to ?? null,
    })),
  );
}
