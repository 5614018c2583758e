import { inWorkspace } from "@hawkmoth/db/in-workspace";
import { principalUuid } from "@hawkmoth/db/schema/columns";
import { oauthGrants } from "@hawkmoth/db/schema/oauth";
import { hasScope } from "@hawkmoth/domain/access/policy";
import { Scope } from "@hawkmoth/domain/access/schema";
import type { Actor } from "@hawkmoth/domain/actor";
import { and, eq, sql } from "drizzle-orm";
import type { PublicContext } from "../context.ts";
import { isLive } from "./connected-app-rows.ts";
import { loadActor } from "./load-actor.ts";

/** Whom a token was issued to, and under which grant. */
export interface GrantRef {
  workspace_id: string;
  member_id: string;
  grant_id: string;
}

/** What a token of a connected app stands for. */
export interface ResolvedGrant {
  actor: Actor;
  /** Name the program registered under. */
  client_name: string;
}

/** How exact last_used_at is; noting each call would write as often as clients read. */
const USE_NOTED_EVERY = sql`interval '1 minute'`;

/**
 * Tells whom a token of a connected app acts as: its member, narrowed to what was granted and the token holds. Null
 * when the grant ended or the member was disabled.
 */
export async function resolveGrant(
  ctx: PublicContext,
  { workspace_id, member_id, grant_id }: GrantRef,
  token_scopes: readonly string[],
): Promise<ResolvedGrant | null> {
  const mine = and(eq(oauthGrants.workspace_id, workspace_id), eq(oauthGrants.id, grant_id));
  return await inWorkspace(ctx.db, workspace_id, async (tx) => {
    const is_use_unnoted = sql<boolean>`coalesce(${oauthGrants.last_used_at} < now() - ${USE_NOTED_EVERY}, true)`;
    const [row] = await tx
      .select({ grant: oauthGrants, is_use_unnoted })
      .from(oauthGrants)
      .where(and(mine, isLive, eq(oauthGrants.member_id, member_id)));
    if (!row) return null;
    const { scopes, project_ids, client_name } = row.grant;
    const held = Scope.options.filter((scope) => token_scopes.includes(scope) && hasScope(scopes, scope));
    const uuid = principalUuid("MEMBER", member_id);
    const actor = await loadActor(tx, { workspace_id, type: "MEMBER", uuid, scopes: held, project_ids, key_id: null });
    if (!actor) return null;
    if (row.is_use_unnoted)
      await tx
        .update(oauthGrants)
        .set({ last_used_at: sql`now()` })
        .where(mine);
    return { actor: { ...actor, grant_id }, client_name };
  });
}
