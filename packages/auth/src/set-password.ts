import type { Db } from "@hawkmoth/db/client";
import { sessions, users } from "@hawkmoth/db/schema/auth-tables";
import { eq } from "drizzle-orm";
import { hashPassword } from "./password.ts";

/** Gives an account another password and ends its sessions: whoever knew the old one is out. */
export async function setPassword(db: Db, user_id: string, password: string): Promise<void> {
  await db
    .update(users)
    .set({ password_hash: await hashPassword(password) })
    .where(eq(users.id, user_id));
  await db.delete(sessions).where(eq(sessions.userId, user_id));
}
