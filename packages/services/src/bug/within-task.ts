import type { Tx } from "@hawkmoth/db/client";
import { assertMayChangeBug, type BugField } from "@hawkmoth/domain/bug/policy";
import type { BugStatus } from "@hawkmoth/domain/bug/schema";
import type { ServiceContext } from "../context.ts";
import { holdLease } from "../task/hold-lease.ts";
import type { TaskRow } from "../task/rows.ts";
import { lockBug } from "./lock-bug.ts";
import { bugKeyOf, type BugRow } from "./resolve-bug.ts";

/** What a write wants to change of a bug, with the lease it carries. */
export interface BoundWrite {
  bug: BugRow;
  fields: readonly BugField[];
  status?: BugStatus | undefined;
  lease_token?: string | undefined;
}

/**
 * Checks that a change of a bug stays within the task it belongs to, and gives that task; null for a write without a
 * lease. Every verb that changes a bug passes here.
 * @throws LEASE_LOST or INVALID_INPUT when the lease is not in force for this bug, FORBIDDEN for what an agent may not
 * change.
 */
export async function assertWithinTask(tx: Tx, ctx: ServiceContext, write: BoundWrite): Promise<TaskRow | null> {
  const { bug, fields, status = null, lease_token } = write;
  if (lease_token !== undefined) await lockBug(tx, bug);
  const held = lease_token === undefined ? null : await holdLease(tx, ctx, { lease_token, bug_id: bug.id });
  const held_kind = held?.kind ?? null;
  assertMayChangeBug(ctx.actor, { bug_key: bugKeyOf(bug), bug_status: bug.status, held_kind, fields, status });
  return held;
}
