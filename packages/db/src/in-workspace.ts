import { idToUuid } from "@hawkmoth/domain/ids";
import { sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/postgres-js";
import type postgres from "postgres";
import type { Db, Tx } from "./client.ts";
import { APP_ROLE } from "./schema/columns.ts";

const ENTER = "select set_config('app.workspace_id', $1, true), set_config('role', $2, true)";

/**
 * Runs `work` in one transaction as the app role of one workspace: rows of others do not exist in it.
 * The settings are on their way to the connection before `work` gets the transaction, and travel together with its
 * first query instead of costing a round trip of their own. The connection keeps the order, so no statement of `work`
 * can run before them, whichever way it is built.
 */
export function inWorkspace<T>(db: Db, workspace_id: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  return drizzle(entering(db.$client, idToUuid("workspace", workspace_id))).transaction(work);
}

/**
 * Makes the rest of a plain transaction run as the app role of one workspace: for the few verbs that write an identity
 * table and tenant rows together. Await it before the next statement. There is no way back within the transaction.
 */
export async function enterWorkspace(tx: Tx, workspace_id: string): Promise<void> {
  const uuid = idToUuid("workspace", workspace_id);
  await tx.execute(sql`select set_config('app.workspace_id', ${uuid}, true), set_config('role', ${APP_ROLE}, true)`);
}

/** A view of the client whose transactions begin with the settings, sent before anybody else holds the transaction. */
function entering(client: postgres.Sql, uuid: string): postgres.Sql {
  const begin = <T>(work: (tx: postgres.TransactionSql) => Promise<T>) =>
    client.begin(async (tx) => {
      const entered = tx.unsafe(ENTER, [uuid, APP_ROLE]).execute();
      const [, result] = await Promise.all([entered, work(tx)]);
      return result;
    });
  return new Proxy(client, {
    get: (target, key, receiver) => (key === "begin" ? begin : Reflect.get(target, key, receiver)),
  });
}
