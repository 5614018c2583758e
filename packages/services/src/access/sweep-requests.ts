import { inWorkspace } from "@hawkmoth/db/in-workspace";
import { idempotencyKeys } from "@hawkmoth/db/schema/audit";
import { userWorkspaces } from "@hawkmoth/db/schema/workspace";
import { and, eq, sql } from "drizzle-orm";
import type { PublicContext } from "../context.ts";

/** Forgets stored answers whose day is over. Safe to run twice. */
export async function sweepRequests(ctx: PublicContext): Promise<void> {
  const workspaces = await ctx.db.selectDistinct({ id: userWorkspaces.workspace_id }).from(userWorkspaces);
  for (const { id } of workspaces)
    await inWorkspace(ctx.db, id, (tx) =>
      tx
        .delete(idempotencyKeys)
        .where(and(eq(idempotencyKeys.workspace_id, id), sql`${idempotencyKeys.expires_at} < now()`)),
    );
}
