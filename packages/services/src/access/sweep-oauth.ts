import { oauthArtefacts } from "@hawkmoth/db/schema/oauth";
import { lt, sql } from "drizzle-orm";
import type { PublicContext } from "../context.ts";

/** Forgets what the OAuth server no longer answers for: lapsed tokens, and clients that nobody used. Safe to run twice. */
export async function sweepOauth(ctx: PublicContext): Promise<void> {
  await ctx.db.delete(oauthArtefacts).where(lt(oauthArtefacts.expires_at, sql`now()`));
}
