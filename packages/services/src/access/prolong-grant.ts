import { inWorkspace } from "@hawkmoth/db/in-workspace";
import { oauthGrants } from "@hawkmoth/db/schema/oauth";
import { and, eq, sql } from "drizzle-orm";
import type { PublicContext } from "../context.ts";
import type { GrantRef } from "./resolve-grant.ts";

/** Moves the end of a grant to when its newest token lapses; never back. */
export async function prolongGrant(ctx: PublicContext, ref: GrantRef, ttl_s: number): Promise<void> {
  const { workspace_id, grant_id } = ref;
  const until = sql`now() + make_interval(secs => ${ttl_s}::int)`;
  await inWorkspace(ctx.db, workspace_id, (tx) =>
    tx
      .update(oauthGrants)
      .set({ expires_at: sql`greatest(${oauthGrants.expires_at}, ${until})` })
      .where(and(eq(oauthGrants.workspace_id, workspace_id), eq(oauthGrants.id, grant_id))),
  );
}
