import { inWorkspace } from "@hawkmoth/db/in-workspace";
import { principalUuid } from "@hawkmoth/db/schema/columns";
import { oauthGrants } from "@hawkmoth/db/schema/oauth";
import { principals } from "@hawkmoth/db/schema/principal";
import { and, eq, isNull } from "drizzle-orm";
import type { PublicContext } from "../context.ts";
import type { GrantRef } from "./resolve-grant.ts";

/** True while tokens of the grant may be issued: it was not ended and its member may act. */
export async function isGrantUsable(ctx: PublicContext, ref: GrantRef): Promise<boolean> {
  const { workspace_id, member_id, grant_id } = ref;
  const rows = await inWorkspace(ctx.db, workspace_id, (tx) =>
    tx
      .select({ id: oauthGrants.id })
      .from(oauthGrants)
      .innerJoin(
        principals,
        and(
          eq(principals.workspace_id, oauthGrants.workspace_id),
          eq(principals.type, "MEMBER"),
          eq(principals.id, principalUuid("MEMBER", member_id)),
        ),
      )
      .where(
        and(
          eq(oauthGrants.workspace_id, workspace_id),
          eq(oauthGrants.id, grant_id),
          eq(oauthGrants.member_id, member_id),
          isNull(oauthGrants.revoked_at),
          isNull(principals.disabled_at),
        ),
      ),
  );
  return rows.length > 0;
}
