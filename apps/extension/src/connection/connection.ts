import { z } from "zod";
import { openDatabase } from "../storage/database.ts";

/** Where captures go and as whom. */
export const Connection = z.object({
  /** Scheme, host and port of the Hawkmoth, without a path. */
  origin: z.string(),
  key: z.string(),
  workspace: z.object({ slug: z.string(), name: z.string() }),
  member: z.string(),
});
export type Connection = z.infer<typeof Connection>;

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
