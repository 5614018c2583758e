import { sql } from "drizzle-orm";
import type { Db, Tx } from "./client.ts";
import { APP_ROLE } from "./schema/columns.ts";
import { idToUuid } from "@hawkmoth/domain/ids";

/**
 * Runs `work` in one transaction as the app role of one workspace: rows of others do not exist in it.
 * The settings travel together with the first query of `work` instead of costing a round trip of their own; the
 * connection keeps the order, so no statement of `work` can run before them.
 */
export function inWorkspace<T>(db: Db, workspace_id: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  const uuid = idToUuid("workspace", workspace_id);
  return db.transaction(async (tx) => {
    const [, result] = await Promise.all([
      tx
        .execute(sql`select set_config('app.workspace_id', ${uuid}, true), set_config('role', ${APP_ROLE}, true)`)
        .execute(),
      work(tx),
    ]);
    return result;
  });
}
