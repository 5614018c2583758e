import type { Tx } from "@hawkmoth/db/client";
import { enterWorkspace, inWorkspace as runInWorkspace } from "@hawkmoth/db/in-workspace";
import { markWritten } from "./access/keyed-request.ts";
import { AppError } from "@hawkmoth/domain/errors";
import { hasChangedAccess } from "./activity.ts";
import { databaseCode } from "./database-error.ts";
import { hasRecordedEvents } from "./outbox.ts";
import type { PublicContext, ServiceContext } from "./context.ts";

const LOST_RACES = new Set(["40001", "40P01"]);

/**
 * Runs `work` in one transaction that sees the actor's workspace and nothing else, and wakes event readers after the
 * commit when something was recorded, and whoever has a stream open when somebody lost a right.
 * @throws CONFLICT when the database ended it because of a deadlock.
 */
export async function inWorkspace<T>(ctx: ServiceContext, work: (tx: Tx) => Promise<T>): Promise<T> {
  let hasNews = false;
  let isAccessChanged = false;
  try {
    const result = await runInWorkspace(ctx.db, ctx.actor.workspace_id, async (tx) => {
      const value = await work(tx);
      if (ctx.keyed_request) await markWritten(tx, ctx.keyed_request);
      hasNews = hasRecordedEvents(tx);
      isAccessChanged = hasChangedAccess(tx);
      return value;
    });
    if (hasNews) ctx.ports.wake.wake();
    if (isAccessChanged) ctx.ports.wake.accessChanged(ctx.actor.workspace_id);
    return result;
  } catch (error) {
    if (LOST_RACES.has(databaseCode(error) ?? "")) throw new AppError("CONFLICT", { cause: error });
    throw error;
  }
}

/**
 * Runs `work` in one plain transaction, for the few verbs that write an identity table and tenant rows together: `work`
 * enters the workspace itself.
 */
export async function inTransaction<T>(ctx: PublicContext, work: (tx: Tx) => Promise<T>): Promise<T> {
  return await ctx.db.transaction(async (tx) => {
    const value = await work(tx);
    if (ctx.keyed_request) {
      await enterWorkspace(tx, ctx.keyed_request.workspace_id);
      await markWritten(tx, ctx.keyed_request);
    }
    return value;
  });
}
