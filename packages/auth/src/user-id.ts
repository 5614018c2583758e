import type { Db } from "@hawkmoth/db/client";
import { users } from "@hawkmoth/db/schema/auth-tables";
import { eq, sql } from "drizzle-orm";

/** Id of the account with an e-mail, or null. For tools on the server; never tell a visitor. */
export async function userIdOf(db: Db, email: string): Promise<string | null> {
  const [row] = await db
    .select({ id: users.id })
    .from(users)
    .where(eq(sql`lower(${users.email})`, email.toLowerCase()));
  return row?.id ?? null;
}
