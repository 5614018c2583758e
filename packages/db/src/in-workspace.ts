import { idToUuid } from "@hawkmoth/domain/ids";
import { sql } from "drizzle-orm";
import type { Db, Tx } from "./client.ts";
import { APP_ROLE } from "./schema/columns.ts";

/**
 * Runs `work` in one transaction as the app role of one workspace: rows of others do not exist in it.
 * The settings travel together with the first query of `work` instead of costing a round trip of their own; the
 * connection keeps the order, so no statement of `work` can run before them.
 */
export function inWorkspace<T>(db: Db, workspace_id: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  return db.transaction(async (tx) => {
    const [, result] = await Promise.all([enterWorkspace(tx, workspace_id), work(tx)]);
    return result;
  });
}

/**
 * Makes the rest of a plain transaction run as the app role of one workspace: for the few verbs that write an identity
 * table and tenant rows together. There is no way back within the transaction.
 */
export async function enterWorkspace(tx: Tx, workspace_id: string): Promise<void> {
  const uuid = idToUuid("workspace", workspace_id);
  await tx.execute(sql`select set_config('app.workspace_id', ${uuid}, true), set_config('role', ${APP_ROLE}, true)`);
}
