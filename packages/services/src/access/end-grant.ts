import { oauthGrants } from "@hawkmoth/db/schema/oauth";
import { and, eq, isNull, sql } from "drizzle-orm";
import { recordActivity } from "../activity.ts";
import { authorizeInWorkspace } from "../authorize.ts";
import { systemContext, type PublicContext } from "../context.ts";
import { inWorkspace } from "../transaction.ts";
import type { GrantRef } from "./resolve-grant.ts";

/** Ends a grant because a token of it was used in a way that only theft explains; again changes nothing. */
export async function endGrant(ctx: PublicContext, ref: GrantRef): Promise<void> {
  const { workspace_id, grant_id } = ref;
  const system = systemContext(ctx, workspace_id);
  authorizeInWorkspace(system, "key.own");
  await inWorkspace(system, async (tx) => {
    const [ended] = await tx
      .update(oauthGrants)
      .set({ revoked_at: sql`now()` })
      .where(
        and(eq(oauthGrants.workspace_id, workspace_id), eq(oauthGrants.id, grant_id), isNull(oauthGrants.revoked_at)),
      )
      .returning();
    if (!ended) return;
    const { id, client_id, client_name } = ended;
    await recordActivity(tx, system, { kind: "APP_DISCONNECTED", from: { id, client_id, client_name } });
  });
}
