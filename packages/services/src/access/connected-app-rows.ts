import type { Tx } from "@hawkmoth/db/client";
import { principalUuid } from "@hawkmoth/db/schema/columns";
import { oauthGrants } from "@hawkmoth/db/schema/oauth";
import { principals } from "@hawkmoth/db/schema/principal";
import type { ConnectedApp } from "@hawkmoth/domain/access/connected-app";
import { mayInWorkspace } from "@hawkmoth/domain/access/policy";
import type { Actor } from "@hawkmoth/domain/actor";
import { and, desc, eq, isNull, sql, type SQL } from "drizzle-orm";

/** Neither ended nor lapsed. */
export const isLive = and(isNull(oauthGrants.revoked_at), sql`${oauthGrants.expires_at} > now()`);

/** Reads live grants with the names of who gave them, newest first. */
export async function readConnectedApps(tx: Tx, workspace_id: string, where?: SQL): Promise<ConnectedApp[]> {
  const rows = await tx
    .select()
    .from(oauthGrants)
    .where(and(eq(oauthGrants.workspace_id, workspace_id), isLive, where))
    .orderBy(desc(oauthGrants.created_at), desc(oauthGrants.id));
  const names = new Map<string, string>();
  for (const member_id of new Set(rows.map((row) => row.member_id))) {
    const [member] = await tx
      .select({ name: principals.name })
      .from(principals)
      .where(
        and(
          eq(principals.workspace_id, workspace_id),
          eq(principals.type, "MEMBER"),
          eq(principals.id, principalUuid("MEMBER", member_id)),
        ),
      );
    if (member) names.set(member_id, member.name);
  }
  return rows.map((row) => toConnectedApp(row, names.get(row.member_id) ?? ""));
}

/** True when the actor may see and end the grant: their own, or any as an admin of the workspace. */
export function mayDisconnect(actor: Actor, app: ConnectedApp): boolean {
  return (actor.type === "MEMBER" && actor.id === app.member_id) || mayInWorkspace(actor, "member.write");
}

function toConnectedApp(row: typeof oauthGrants.$inferSelect, member_name: string): ConnectedApp {
  const { id, client_id, client_name, client_host, member_id, scopes, project_ids } = row;
  const { last_used_at, expires_at, created_at } = row;
  return {
    id,
    client_id,
    client_name,
    client_host,
    member_id,
    member_name,
    scopes,
    project_ids,
    last_used_at,
    expires_at,
    created_at,
  };
}
