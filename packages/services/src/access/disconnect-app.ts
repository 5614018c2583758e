import { oauthArtefacts, oauthGrants } from "@hawkmoth/db/schema/oauth";
import type { ConnectedApp } from "@hawkmoth/domain/access/connected-app";
import { AppError } from "@hawkmoth/domain/errors";
import { and, eq, isNull, sql } from "drizzle-orm";
import { recordActivity } from "../activity.ts";
import { authorizeInWorkspace } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { inWorkspace } from "../transaction.ts";
import { mayDisconnect, readConnectedApps } from "./connected-app-rows.ts";

/**
 * Signs a program out: its tokens are dead with the commit, because every use of one reads this row.
 * @throws NOT_FOUND for one that the actor may not disconnect, or that is signed out already.
 */
export async function disconnectApp(ctx: ServiceContext, { app_id }: { app_id: string }): Promise<ConnectedApp> {
  const { workspace_id } = ctx.actor;
  authorizeInWorkspace(ctx, "key.own");
  const ended = await inWorkspace(ctx, async (tx) => {
    const mine = and(eq(oauthGrants.workspace_id, workspace_id), eq(oauthGrants.id, app_id));
    const [app] = await readConnectedApps(tx, workspace_id, eq(oauthGrants.id, app_id));
    if (!app || !mayDisconnect(ctx.actor, app)) throw new AppError("NOT_FOUND");
    const revoked = await tx
      .update(oauthGrants)
      .set({ revoked_at: sql`now()` })
      .where(and(mine, isNull(oauthGrants.revoked_at)))
      .returning({ id: oauthGrants.id });
    if (revoked.length === 0) throw new AppError("NOT_FOUND");
    const { id, client_id, client_name } = app;
    await recordActivity(tx, ctx, { kind: "APP_DISCONNECTED", from: { id, client_id, client_name } });
    return app;
  });
  await ctx.db.delete(oauthArtefacts).where(eq(oauthArtefacts.grant_id, app_id));
  return ended;
}
