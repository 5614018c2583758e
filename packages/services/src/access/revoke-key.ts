import { apiKeys } from "@hawkmoth/db/schema/access";
import type { ApiKey } from "@hawkmoth/domain/access/schema";
import { AppError } from "@hawkmoth/domain/errors";
import { and, eq, isNull, sql } from "drizzle-orm";
import { recordActivity } from "../activity.ts";
import { authorizeInWorkspace } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { inWorkspace } from "../transaction.ts";
import { readKey } from "./key-rows.ts";
import { mayManageKey } from "./key-rights.ts";

/** Ends a key at once; again changes nothing. @throws NOT_FOUND for a key the actor may not manage. */
export async function revokeKey(ctx: ServiceContext, { key_id }: { key_id: string }): Promise<ApiKey> {
  const { workspace_id } = ctx.actor;
  authorizeInWorkspace(ctx, "key.own");
  return await inWorkspace(ctx, async (tx) => {
    const key = await readKey(tx, workspace_id, key_id);
    if (!(await mayManageKey(tx, ctx.actor, key))) throw new AppError("NOT_FOUND");
    const revoked = await tx
      .update(apiKeys)
      .set({ revoked_at: sql`now()` })
      .where(and(eq(apiKeys.workspace_id, workspace_id), eq(apiKeys.id, key_id), isNull(apiKeys.revoked_at)))
      .returning({ id: apiKeys.id });
    if (revoked.length === 0) return key;
    await recordActivity(tx, ctx, { kind: "KEY_REVOKED", from: { id: key.id, name: key.name, prefix: key.prefix } });
    return await readKey(tx, workspace_id, key_id);
  });
}
