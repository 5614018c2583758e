import type { ConnectedApp } from "@hawkmoth/domain/access/connected-app";
import type { ServiceContext } from "../context.ts";
import { inWorkspace } from "../transaction.ts";
import { mayDisconnect, readConnectedApps } from "./connected-app-rows.ts";

/** Lists the programs that are signed in over OAuth and that the actor may disconnect, newest first. */
export async function listConnectedApps(ctx: ServiceContext): Promise<{ apps: ConnectedApp[] }> {
  const apps = await inWorkspace(ctx, (tx) => readConnectedApps(tx, ctx.actor.workspace_id));
  return { apps: apps.filter((app) => mayDisconnect(ctx.actor, app)) };
}
