import { openDatabase } from "../storage/database.ts";
import type { Connection } from "./connection-schema.ts";

/** The current connection, or null when the extension is not paired. */
export async function readConnection(): Promise<Connection | null> {
  const database = await openDatabase();
  return (await database.get("connection", "current")) ?? null;
}

export async function saveConnection(connection: Connection): Promise<void> {
  const database = await openDatabase();
  await database.put("connection", connection, "current");
}

export async function forgetConnection(): Promise<void> {
  const database = await openDatabase();
  await database.delete("connection", "current");
}
