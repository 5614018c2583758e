import { apiKeys } from "@hawkmoth/db/schema/access";
import { actorUuid } from "@hawkmoth/db/schema/columns";
import { oauthGrants } from "@hawkmoth/db/schema/oauth";
import { principals } from "@hawkmoth/db/schema/principal";
import { AppError } from "@hawkmoth/domain/errors";
import { and, eq, isNull, or, sql } from "drizzle-orm";
import type { ServiceContext } from "../context.ts";
import { inWorkspace } from "../transaction.ts";
import { readConnectedApps } from "./connected-app-rows.ts";

/**
 * For calls that wait: the key or the grant may have been revoked and the principal disabled since the call came in.
 * @throws UNAUTHENTICATED
 */
export async function assertStillValid(ctx: ServiceContext): Promise<void> {
  const { workspace_id, type, id, key_id, grant_id } = ctx.actor;
  const own = actorUuid(type, id);
  if (own === null) return;
  const isValid = await inWorkspace(ctx, async (tx) => {
    const [enabled] = await tx
      .select({ id: principals.id })
      .from(principals)
      .where(
        and(
          eq(principals.workspace_id, workspace_id),
          sql`${principals.type} = ${type}`,
          eq(principals.id, own),
          isNull(principals.disabled_at),
        ),
      );
    if (!enabled) return false;
    if (grant_id !== undefined)
      return (await readConnectedApps(tx, workspace_id, eq(oauthGrants.id, grant_id))).length > 0;
    if (key_id === null) return true;
    const [key] = await tx
      .select({ id: apiKeys.id })
      .from(apiKeys)
      .where(
        and(
          eq(apiKeys.workspace_id, workspace_id),
          eq(apiKeys.id, key_id),
          isNull(apiKeys.revoked_at),
          or(isNull(apiKeys.expires_at), sql`${apiKeys.expires_at} > now()`),
        ),
      );
    return key !== undefined;
  });
  if (!isValid) throw new AppError("UNAUTHENTICATED");
}
